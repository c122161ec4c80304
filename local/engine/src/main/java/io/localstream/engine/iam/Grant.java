package io.localstream.engine.iam;

import io.localstream.engine.assembly.Deployment.Function;
import io.localstream.engine.iam.policy.AuthorizationRequest;
import io.localstream.engine.iam.policy.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An action on a resource that a role allows.
 *
 * @param functionName the function that has the role
 * @param action the action in the policy
 * @param resource the resource in the policy
 */
record Grant(String functionName, String action, String resource) {

  /** Returns all grants of a function's role. */
  static List<Grant> of(Function function) {
    return allowing(function).flatMap(statement -> of(function, statement)).distinct().toList();
  }

  /** Returns the grants that allow a request. */
  static List<Grant> of(Function function, AuthorizationRequest request) {
    return allowing(function)
        .filter(statement -> statement.appliesTo(request))
        .flatMap(statement -> of(function, statement))
        .filter(grant -> grant.covers(request))
        .toList();
  }

  boolean covers(AuthorizationRequest request) {
    return Statement.isAction(action, request) && Statement.isResource(resource, request);
  }

  /** Returns whether the grant is for one of these services, or for all services. */
  boolean isOf(Set<String> services) {
    return services.stream()
        .anyMatch(
            service ->
                Statement.isAction(
                    servicePart(), new AuthorizationRequest(service, "*", Map.of())));
  }

  private String servicePart() {
    return action.split(":", 2)[0];
  }

  @Override
  public String toString() {
    return "%s %s on %s".formatted(functionName, action, resource);
  }

  private static Stream<Statement> allowing(Function function) {
    return function.role().statements().stream()
        .filter(statement -> statement.effect() == Statement.Effect.ALLOW);
  }

  private static Stream<Grant> of(Function function, Statement statement) {
    return statement.actions().stream()
        .flatMap(
            action ->
                statement.resources().stream()
                    .map(resource -> new Grant(function.name(), action, resource)));
  }
}
