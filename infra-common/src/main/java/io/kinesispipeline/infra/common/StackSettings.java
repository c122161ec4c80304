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
 * The settings that every stack has.
 *
 * @param stage the stage that the stack belongs to
 * @param encryptionKeyArn the KMS key that encrypts the stack's data; empty to use keys that AWS
 *     owns
 * @param removal the removal policy of the stream and the logs
 * @param terminationProtection whether the stack is protected from deletion
 * @param tags the tags of all its resources
 */
public record StackSettings(
    Stage stage,
    Optional<String> encryptionKeyArn,
    RemovalPolicy removal,
    boolean terminationProtection,
    Map<String, String> tags) {

  /** Rejects null components and copies the collections. */
  public StackSettings {
    requireNonNull(stage, "stage");
    requireNonNull(encryptionKeyArn, "encryptionKeyArn");
    requireNonNull(removal, "removal");
    tags = Map.copyOf(tags);
  }

  /**
   * Returns the properties of a CDK stack. The id of a stack is the same in every stage, so the
   * commands are, too.
   *
   * @param id the stack's id
   * @param description the stack's purpose
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
   * Imports the user's key into a stack.
   *
   * @param stack the stack; call this once per stack
   * @return the key; empty if the user chose none
   */
  public Optional<IKey> encryptionKey(Construct stack) {
    return encryptionKeyArn.map(arn -> Key.fromKeyArn(stack, "EncryptionKey", arn));
  }
}
