package io.kinesispipeline.infra.common;

import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/** A stack with a function that writes to the stream or reads it. */
public abstract class FunctionStack extends Stack {
  private final StackSettings settings;
  private final Optional<IKey> encryptionKey;
  private final StreamParameters stream;

  /**
   * Defines the stack, with the parameters by which it finds the stream.
   *
   * @param scope the app
   * @param id the stack's id
   * @param description what it is for
   * @param settings what the user chooses
   */
  @SuppressWarnings("this-escape") // Constructs take their scope, as all of CDK does.
  protected FunctionStack(Construct scope, String id, String description, StackSettings settings) {
    super(scope, id, settings.stackProps(id, description));
    this.settings = settings;
    this.encryptionKey = settings.encryptionKey(this);
    this.stream = StreamParameters.in(this, settings.stage());
  }

  /**
   * What the user chooses.
   *
   * @return the settings
   */
  public final StackSettings settings() {
    return settings;
  }

  /**
   * A physical name in the stack's stage.
   *
   * @param plain the name where there is no stage
   * @return the name, with the stage
   */
  public final String named(String plain) {
    return settings.stage().named(plain);
  }

  /**
   * The key that encrypts what the stack stores.
   *
   * @return the user's key; empty where AWS's own keys do
   */
  public final Optional<IKey> encryptionKey() {
    return encryptionKey;
  }

  /**
   * The stream.
   *
   * @return its name and ARN, known when the stack is deployed
   */
  public final StreamParameters stream() {
    return stream;
  }

  /**
   * What a role needs so that services can encrypt and decrypt for it.
   *
   * @param services as in their endpoints, such as {@code kinesis}
   * @return the statement about the user's key; none where there is no such key
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
