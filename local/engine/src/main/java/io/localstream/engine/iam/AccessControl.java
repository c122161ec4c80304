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

/**
 * Holds each function to the policies of its role, and remembers what of them is used. Whoever
 * calls with credentials that are no function's is the developer, who may do everything.
 *
 * <p>Only the role's own policies are evaluated: keys, queues, buckets and topics have none here
 * that would allow or deny more. Instances are safe for use by several threads.
 */
public final class AccessControl {
  private final Map<String, Function> byAccessKeyId;
  private final AuthorizationRequests requests;
  private final Requirements requirements;
  private final Set<Grant> used = ConcurrentHashMap.newKeySet();
  private final Set<String> denials = new ConcurrentSkipListSet<>();

  /**
   * Reads the roles.
   *
   * @param deployment the functions with their roles, and what they are about
   */
  public AccessControl(Deployment deployment) {
    byAccessKeyId =
        deployment.functions().stream()
            .collect(Collectors.toUnmodifiableMap(Function::accessKeyId, f -> f));
    requests = new AuthorizationRequests(deployment);
    requirements = new Requirements(deployment, requests);
  }

  /**
   * Sees to it that Lambda may do under each function's role what AWS's documentation lists: write
   * logs and traces, read the stream, deliver what failed.
   *
   * @throws StartException where it may not: functions, actions, resources and roles are named
   */
  public void checkRequirements() {
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

  /**
   * Tells whether a caller is held to policies.
   *
   * @param accessKeyId who asks
   * @return whether it is a function
   */
  public boolean restricts(String accessKeyId) {
    return byAccessKeyId.containsKey(accessKeyId);
  }

  /**
   * Asks whether a caller may do something.
   *
   * @param accessKeyId who asks
   * @param action service and operation, as in {@code kinesis:PutRecord}
   * @param resource the ARN, or {@code *}
   * @return empty if so; else why not, in AWS's words
   */
  public Optional<String> denial(String accessKeyId, String action, String resource) {
    return Optional.ofNullable(byAccessKeyId.get(accessKeyId))
        .flatMap(function -> use(function, requests.of(action, resource)));
  }

  /**
   * Asks whether a caller may use the user's key of something encrypted.
   *
   * @param accessKeyId who asks
   * @param action of KMS
   * @param encryptedArn what the caller reads or writes
   * @return empty if so, or if there is no such key; else why not, in AWS's words
   */
  public Optional<String> keyDenial(String accessKeyId, String action, String encryptedArn) {
    return Optional.ofNullable(byAccessKeyId.get(accessKeyId))
        .flatMap(
            function ->
                requests.ofKey(action, encryptedArn).flatMap(request -> use(function, request)));
  }

  /**
   * Asks whether Lambda may bring what failed to its destination under the function's role.
   *
   * @param function the function that failed
   * @param destinationArn a bucket, a queue or a topic
   * @param object the key, where it is a bucket
   * @return empty if so; else why not, in AWS's words
   */
  public Optional<String> deliveryDenial(Function function, String destinationArn, String object) {
    return requirements.delivery(destinationArn, object).stream()
        .flatMap(request -> use(function, request).stream())
        .reduce((first, second) -> first);
  }

  /**
   * What roles allow of the services that functions can call here, and neither they did nor Lambda
   * needs. Of other services' grants a local run can't know whether they are used.
   *
   * @return {@code function action on resource}, sorted
   */
  public List<String> unusedGrants() {
    return unused(Grant::isOfLocalService, List::isEmpty);
  }

  /**
   * What roles allow for what fails, and nothing failed that way.
   *
   * @return {@code function action on resource}, sorted
   */
  public List<String> unusedFailureGrants() {
    return unused(
        grant -> true,
        needs -> !needs.isEmpty() && needs.stream().allMatch(Requirement::onFailure));
  }

  /**
   * What was denied.
   *
   * @return each different message once
   */
  public List<String> denials() {
    return List.copyOf(denials);
  }

  private List<String> unused(
      Predicate<Grant> selected, Predicate<List<Requirement>> byWhatNeedsIt) {
    return byAccessKeyId.values().stream()
        .flatMap(function -> Grant.of(function).stream())
        .filter(selected)
        .filter(grant -> !used.contains(grant) && byWhatNeedsIt.test(needs(grant)))
        .map(Grant::toString)
        .sorted()
        .toList();
  }

  private List<Requirement> needs(Grant grant) {
    return requirements.all().stream()
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
   * Why a function may not do something, empty if it may.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">Access
   *     denied error messages</a>
   */
  private Optional<String> evaluate(Function function, AuthorizationRequest request) {
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
                    .formatted(session(function), request.action(), request.resource(), r));
  }

  /** The ARN by which AWS names a function that has assumed its role. */
  private static String session(Function function) {
    String[] arn = function.role().arn().split(":");
    return "arn:%s:sts::%s:assumed-role/%s/%s"
        .formatted(arn[1], arn[4], function.role().name(), function.name());
  }
}
