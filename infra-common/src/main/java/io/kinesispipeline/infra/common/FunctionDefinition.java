package io.kinesispipeline.infra.common;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.IKey;

/**
 * What a stack fixes about its function.
 *
 * @param name the function's name, which its log group and log stream derive theirs from
 * @param description shown in the console
 * @param versionDescription shown with each published version. CloudFormation publishes a new
 *     version when this text changes: a value that is known only when the stack is deployed, and
 *     that the environment holds, belongs in it, or the alias goes on with the old value
 * @param handler the handler's class
 * @param environment its variables
 * @param permissions all that its role may do, writing its own log and traces excepted
 * @param encryptionKey what its log and its environment variables are encrypted with, in place of
 *     AWS's own keys. Its role must be allowed {@code kms:Decrypt} on it through Lambda
 * @param logRemoval what becomes of its log when its stack is destroyed
 */
public record FunctionDefinition(
    String name,
    String description,
    String versionDescription,
    String handler,
    Map<String, String> environment,
    List<PolicyStatement> permissions,
    Optional<IKey> encryptionKey,
    RemovalPolicy logRemoval) {

  /** Refuses what is missing and copies what could change. */
  public FunctionDefinition {
    requireNonNull(name, "name");
    requireNonNull(description, "description");
    requireNonNull(versionDescription, "versionDescription");
    requireNonNull(handler, "handler");
    requireNonNull(encryptionKey, "encryptionKey");
    requireNonNull(logRemoval, "logRemoval");
    environment = Map.copyOf(environment);
    permissions = List.copyOf(permissions);
  }
}
