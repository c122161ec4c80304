package io.kinesispipeline.infra.common;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * What a stack fixes about its function.
 *
 * @param name the function's name where there is no stage. Its log group, its log stream and its
 *     alarms derive theirs from it
 * @param handler the handler's class
 * @param description shown in the console
 * @param versionDescription shown with each published version. CloudFormation publishes a new
 *     version when this text changes: a value that is known only when the stack is deployed, and
 *     that the environment holds, belongs in it, or the alias goes on with the old value
 * @param environment its variables
 * @param permissions all that its role may do, writing its own log and traces excepted
 */
public record FunctionDefinition(
    String name,
    String handler,
    String description,
    String versionDescription,
    Map<String, String> environment,
    List<PolicyStatement> permissions) {

  /** Refuses what is missing and copies what could change. */
  public FunctionDefinition {
    requireNonNull(name, "name");
    requireNonNull(handler, "handler");
    requireNonNull(description, "description");
    requireNonNull(versionDescription, "versionDescription");
    environment = Map.copyOf(environment);
    permissions = List.copyOf(permissions);
  }

  /**
   * A function without variables of its own, that may only write its log and traces.
   *
   * @param name the function's name where there is no stage
   * @param handler the handler's class
   * @param description shown in the console, with the function and with each version
   */
  public FunctionDefinition(String name, String handler, String description) {
    this(name, handler, description, description, Map.of(), List.of());
  }

  /**
   * The same function with another description of its versions.
   *
   * @param text the description
   * @return the function
   */
  public FunctionDefinition withVersionDescription(String text) {
    return new FunctionDefinition(name, handler, description, text, environment, permissions);
  }

  /**
   * The same function with other variables.
   *
   * @param variables all of them
   * @return the function
   */
  public FunctionDefinition withEnvironment(Map<String, String> variables) {
    return new FunctionDefinition(
        name, handler, description, versionDescription, variables, permissions);
  }

  /**
   * The same function, allowed to do more.
   *
   * @param more statements that are added to its own
   * @return the function
   */
  public FunctionDefinition withPermissions(List<PolicyStatement> more) {
    List<PolicyStatement> all = Stream.concat(permissions.stream(), more.stream()).toList();
    return new FunctionDefinition(name, handler, description, versionDescription, environment, all);
  }
}
