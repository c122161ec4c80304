package io.localstream.engine.iam.policy;

import java.util.List;
import java.util.Locale;

/**
 * A statement of a policy.
 *
 * @param effect whether it allows or denies
 * @param actions on which actions, each with {@code *} and {@code ?} as wildcards
 * @param resources on which ARNs, each with {@code *} and {@code ?} as wildcards
 * @param conditions all of which must hold
 */
public record Statement(
    Effect effect, List<String> actions, List<String> resources, List<Condition> conditions) {

  /** What a statement does with the requests that it is about. */
  public enum Effect {
    ALLOW,
    DENY
  }

  /**
   * Tells whether this is about a request.
   *
   * @param request what is asked for
   * @return whether an action, a resource and all conditions match
   */
  public boolean appliesTo(AuthorizationRequest request) {
    return actions.stream().anyMatch(action -> isAction(action, request))
        && resources.stream().anyMatch(resource -> isResource(resource, request))
        && conditions.stream().allMatch(condition -> condition.holds(request.context()));
  }

  /**
   * Tells whether an action of a policy is a request's, in upper or lower case.
   *
   * @param action with wildcards
   * @param request what is asked for
   * @return whether it matches
   */
  public static boolean isAction(String action, AuthorizationRequest request) {
    return Wildcards.match(
        action.toLowerCase(Locale.ROOT), request.action().toLowerCase(Locale.ROOT));
  }

  /**
   * Tells whether a resource of a policy is a request's.
   *
   * @param resource with wildcards, which also match colons and slashes
   * @param request what is asked for
   * @return whether it matches
   */
  public static boolean isResource(String resource, AuthorizationRequest request) {
    return Wildcards.match(resource, request.resource());
  }
}
