package io.kinesispipeline.infra.common;

import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/** A stack with a function that writes to the stream or reads from it. */
public abstract class FunctionStack extends Stack {
  private final StackSettings settings;
  private final Optional<IKey> encryptionKey;
  private final StreamParameters stream;

  /**
   * Defines the stack and the parameters that hold the stream's name and ARN.
   *
   * @param scope the app
   * @param id the stack's id
   * @param description the stack's purpose
   * @param settings the settings that the user chooses
   */
  @SuppressWarnings("this-escape") // A CDK construct passes itself to its children as their scope.
  protected FunctionStack(Construct scope, String id, String description, StackSettings settings) {
    super(scope, id, settings.stackProps(id, description));
    this.settings = settings;
    this.encryptionKey = settings.encryptionKey(this);
    this.stream = StreamParameters.in(this, settings.stage());
  }

  /**
   * Returns the settings that the user chooses.
   *
   * @return the settings
   */
  public final StackSettings settings() {
    return settings;
  }

  /**
   * Returns a physical name in the stack's stage.
   *
   * @param plain the name without a stage
   * @return the name with the stage appended
   */
  public final String named(String plain) {
    return settings.stage().named(plain);
  }

  /**
   * Returns the key that encrypts the stack's data.
   *
   * @return the user's key; empty if keys that AWS owns are used
   */
  public final Optional<IKey> encryptionKey() {
    return encryptionKey;
  }

  /**
   * Returns the stream.
   *
   * @return its name and ARN, which are known at deployment
   */
  public final StreamParameters stream() {
    return stream;
  }

  /**
   * Returns the permissions that a role needs so that services can encrypt and decrypt on its
   * behalf.
   *
   * @param services the services, as named in their endpoints, such as {@code kinesis}
   * @return the statement for the user's key; empty if there is no such key
   */
  public final List<PolicyStatement> encryptionKeyPermissions(String... services) {
    return settings.encryptionKeyArn().stream()
        .map(
            arn ->
                Allow.actions("kms:Decrypt", "kms:GenerateDataKey")
                    .onKey(arn, getRegion(), services))
        .toList();
  }
}
