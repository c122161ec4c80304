package io.kinesispipeline.infra.common;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * The parts of a function's configuration that its stack defines.
 *
 * @param name the function's name without a stage. The names of its log group, log stream and
 *     alarms are derived from it
 * @param handler the name of the handler's class
 * @param description the text that the console shows
 * @param versionDescription the text that the console shows for each published version. A changed
 *     text makes CloudFormation publish a new version. If an environment variable has a value that
 *     is known only at deployment, include that value; otherwise the alias keeps pointing to a
 *     version with the old value
 * @param environment the environment variables
 * @param permissions the permissions of its role, in addition to writing its own log and traces
 */
public record FunctionDefinition(
    String name,
    String handler,
    String description,
    String versionDescription,
    Map<String, String> environment,
    List<PolicyStatement> permissions) {

  /** Rejects null components and copies the collections. */
  public FunctionDefinition {
    requireNonNull(name, "name");
    requireNonNull(handler, "handler");
    requireNonNull(description, "description");
    requireNonNull(versionDescription, "versionDescription");
    environment = Map.copyOf(environment);
    permissions = List.copyOf(permissions);
  }

  /**
   * Creates a function that has no environment variables and can only write its log and traces.
   *
   * @param name the function's name without a stage
   * @param handler the name of the handler's class
   * @param description the text that the console shows, with the function and with each version
   */
  public FunctionDefinition(String name, String handler, String description) {
    this(name, handler, description, description, Map.of(), List.of());
  }

  /**
   * Returns the same function with another version description.
   *
   * @param text the description
   * @return the function
   */
  public FunctionDefinition withVersionDescription(String text) {
    return new FunctionDefinition(name, handler, description, text, environment, permissions);
  }

  /**
   * Returns the same function with other environment variables.
   *
   * @param variables all environment variables
   * @return the function
   */
  public FunctionDefinition withEnvironment(Map<String, String> variables) {
    return new FunctionDefinition(
        name, handler, description, versionDescription, variables, permissions);
  }

  /**
   * Returns the same function with more permissions.
   *
   * @param more the statements to add
   * @return the function
   */
  public FunctionDefinition withPermissions(List<PolicyStatement> more) {
    List<PolicyStatement> all = Stream.concat(permissions.stream(), more.stream()).toList();
    return new FunctionDefinition(name, handler, description, versionDescription, environment, all);
  }
}
