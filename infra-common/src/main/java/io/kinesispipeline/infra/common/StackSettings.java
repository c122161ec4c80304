package io.kinesispipeline.infra.common;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/**
 * What a user may choose about every stack.
 *
 * @param stage which copy of the pipeline it belongs to
 * @param encryptionKeyArn the KMS key that encrypts what the stack stores; without it AWS's own
 *     keys do
 * @param removal what becomes of the stream and the logs when their stack is destroyed
 * @param terminationProtection whether CloudFormation refuses to destroy the stack
 * @param tags what all its resources are tagged with
 */
public record StackSettings(
    Stage stage,
    Optional<String> encryptionKeyArn,
    RemovalPolicy removal,
    boolean terminationProtection,
    Map<String, String> tags) {

  /** Refuses what is missing and copies what could change. */
  public StackSettings {
    requireNonNull(stage, "stage");
    requireNonNull(encryptionKeyArn, "encryptionKeyArn");
    requireNonNull(removal, "removal");
    tags = Map.copyOf(tags);
  }

  /**
   * The stack's own properties. Its id stays the same in every stage, so that the commands do.
   *
   * @param id the stack's id
   * @param description what it is for
   * @return the properties
   */
  public StackProps stackProps(String id, String description) {
    return StackProps.builder()
        .stackName(stage.named(id))
        .description(description)
        .terminationProtection(terminationProtection)
        .tags(tags)
        .build();
  }

  /**
   * The user's key, as a stack refers to it.
   *
   * @param stack the stack; once a stack
   * @return the key, where there is one
   */
  public Optional<IKey> encryptionKey(Construct stack) {
    return encryptionKeyArn.map(arn -> Key.fromKeyArn(stack, "EncryptionKey", arn));
  }
}
