package io.localstream.engine.iam;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.Function;
import io.localstream.engine.iam.policy.AuthorizationRequest;
import io.localstream.engine.iam.policy.Role;
import io.localstream.engine.lifecycle.StartException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Authorizes requests by the policies of each function's execution role, and records which grants
 * are used. A caller without a function's credentials is the developer, and is always authorized.
 *
 * <p>Evaluates policies of roles only, not of keys, queues, buckets and topics. Thread-safe.
 */
public final class AccessControl {
  private static final Set<String> SIMULATED = Set.of("kinesis", "lambda", "ssm");

  private final Set<String> services;
  private final Set<Grant> used = ConcurrentHashMap.newKeySet();
  private final Set<String> denials = new ConcurrentSkipListSet<>();
  private volatile Roles roles;

  /** The roles of a deployment's functions, and the requests that they must allow. */
  private record Roles(
      Map<String, Function> byAccessKeyId,
      AuthorizationRequests requests,
      Requirements requirements) {
    static Roles of(Deployment deployment) {
      AuthorizationRequests requests = new AuthorizationRequests(deployment);
      return new Roles(
          deployment.functions().stream()
              .collect(Collectors.toUnmodifiableMap(Function::accessKeyId, f -> f)),
          requests,
          new Requirements(deployment, requests));
    }
  }

  public AccessControl(Deployment deployment) {
    this(deployment, Set.of());
  }

  /**
   * Reads the roles.
   *
   * @param otherServices services that functions can call besides those that the engine simulates,
   *     as in actions
   */
  public AccessControl(Deployment deployment, Set<String> otherServices) {
    services =
        Stream.concat(SIMULATED.stream(), otherServices.stream())
            .collect(Collectors.toUnmodifiableSet());
    roles = Roles.of(deployment);
  }

  /**
   * Replaces the roles. Keeps the recorded uses and denials.
   *
   * @throws StartException if a role lacks a permission that Lambda needs, as {@link
   *     #checkRequirements}; the old roles stay
   */
  public void replaceRoles(Deployment deployment) {
    Roles replacement = Roles.of(deployment);
    check(replacement.requirements());
    roles = replacement;
  }

  /**
   * Checks that each execution role has the permissions that Lambda needs: to write logs and
   * traces, read the stream, and deliver to on-failure destinations.
   *
   * @throws StartException naming the functions, actions, resources and roles without permission
   */
  public void checkRequirements() {
    check(roles.requirements());
  }

  private static void check(Requirements requirements) {
    List<String> problems = new ArrayList<>();
    for (Requirement requirement : requirements.all()) {
      List<String> denied =
          requirement.requests().stream()
              .flatMap(request -> evaluate(requirement.function(), request).stream())
              .toList();
      if (!denied.isEmpty()) {
        problems.add(
            "%s: %s:%n  %s"
                .formatted(
                    requirement.function().name(),
                    requirement.problem(),
                    String.join(System.lineSeparator() + "  ", denied)));
      }
    }
    if (!problems.isEmpty()) {
      throw new StartException(String.join(System.lineSeparator(), problems));
    }
  }

  /** Returns whether policies apply to a caller, which is then a function. */
  public boolean restricts(String accessKeyId) {
    return roles.byAccessKeyId().containsKey(accessKeyId);
  }

  /**
   * Returns whether a function's role allows a request. Records neither a use nor a denial.
   *
   * @param function the function
   * @param action for example {@code kinesis:PutRecord}
   * @param resource the ARN
   */
  public boolean allows(Function function, String action, String resource) {
    return evaluate(function, roles.requests().of(action, resource)).isEmpty();
  }

  /**
   * Authorizes a request.
   *
   * @param accessKeyId identifies the caller
   * @param action for example {@code kinesis:PutRecord}
   * @param resource the ARN, or {@code *}
   * @return empty if allowed; otherwise AWS's error message
   */
  public Optional<String> denial(String accessKeyId, String action, String resource) {
    return Optional.ofNullable(roles.byAccessKeyId().get(accessKeyId))
        .flatMap(function -> use(function, roles.requests().of(action, resource)));
  }

  /**
   * Authorizes the use of the customer managed key of an encrypted resource.
   *
   * @param accessKeyId identifies the caller
   * @param action an action of KMS
   * @param encryptedArn the ARN of the encrypted resource
   * @return empty if allowed, or if there is no such key; otherwise AWS's error message
   */
  public Optional<String> keyDenial(String accessKeyId, String action, String encryptedArn) {
    return Optional.ofNullable(roles.byAccessKeyId().get(accessKeyId))
        .flatMap(
            function ->
                roles
                    .requests()
                    .ofKey(action, encryptedArn)
                    .flatMap(request -> use(function, request)));
  }

  /**
   * Authorizes a delivery to an on-failure destination under the function's role.
   *
   * @param function the function that failed
   * @param destinationArn the ARN of a bucket, queue or topic
   * @param object the object key in a bucket
   * @return empty if allowed; otherwise AWS's error message
   */
  public Optional<String> deliveryDenial(Function function, String destinationArn, String object) {
    return roles.requirements().delivery(destinationArn, object).stream()
        .flatMap(request -> use(function, request).stream())
        .reduce((first, second) -> first);
  }

  /**
   * Returns the grants for the services of the endpoint that no function used and that Lambda does
   * not need. The local run cannot know whether grants for other services are used.
   *
   * @return {@code function action on resource}, sorted
   */
  public List<String> unusedGrants() {
    return unused(grant -> grant.isOf(services), List::isEmpty);
  }

  /**
   * Returns the grants for on-failure deliveries that were not used.
   *
   * @return {@code function action on resource}, sorted
   */
  public List<String> unusedFailureGrants() {
    return unused(
        grant -> true,
        needs -> !needs.isEmpty() && needs.stream().allMatch(Requirement::onFailure));
  }

  /** Returns the distinct messages of denied requests. */
  public List<String> denials() {
    return List.copyOf(denials);
  }

  private List<String> unused(
      Predicate<Grant> selected, Predicate<List<Requirement>> byWhatNeedsIt) {
    return roles.byAccessKeyId().values().stream()
        .flatMap(function -> Grant.of(function).stream())
        .filter(selected)
        .filter(grant -> !used.contains(grant) && byWhatNeedsIt.test(needs(grant)))
        .map(Grant::toString)
        .sorted()
        .toList();
  }

  private List<Requirement> needs(Grant grant) {
    return roles.requirements().all().stream()
        .filter(requirement -> requirement.function().name().equals(grant.functionName()))
        .filter(requirement -> requirement.requests().stream().anyMatch(grant::covers))
        .toList();
  }

  private Optional<String> use(Function function, AuthorizationRequest request) {
    Optional<String> denial = evaluate(function, request);
    denial.ifPresentOrElse(denials::add, () -> used.addAll(Grant.of(function, request)));
    return denial;
  }

  /**
   * Returns AWS's error message; empty if the request is allowed.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">Access
   *     denied error messages</a>
   */
  private static Optional<String> evaluate(Function function, AuthorizationRequest request) {
    Role role = function.role();
    String reason =
        switch (role.decide(request)) {
          case ALLOWED -> null;
          case NOT_ALLOWED ->
              " because no identity-based policy allows the " + request.action() + " action";
          case DENIED -> " with an explicit deny in an identity-based policy";
        };
    return Optional.ofNullable(reason)
        .map(
            r ->
                "User: %s is not authorized to perform: %s on resource: %s%s"
                    .formatted(function.sessionArn(), request.action(), request.resource(), r));
  }
}
