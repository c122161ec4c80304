package io.localstream.engine.iam.policy;

import java.util.List;
import java.util.Locale;

/**
 * A statement of a policy.
 *
 * @param actions patterns with the wildcards {@code *} and {@code ?}
 * @param resources patterns of ARNs with the wildcards {@code *} and {@code ?}
 * @param conditions all must hold
 */
public record Statement(
    Effect effect, List<String> actions, List<String> resources, List<Condition> conditions) {

  /** The effect of a statement. */
  public enum Effect {
    ALLOW,
    DENY
  }

  /** Returns whether an action, a resource and all conditions match a request. */
  public boolean appliesTo(AuthorizationRequest request) {
    return actions.stream().anyMatch(action -> isAction(action, request))
        && resources.stream().anyMatch(resource -> isResource(resource, request))
        && conditions.stream().allMatch(condition -> condition.holds(request.context()));
  }

  /**
   * Returns whether an action pattern matches a request, in upper or lower case.
   *
   * @param action a pattern with wildcards
   */
  public static boolean isAction(String action, AuthorizationRequest request) {
    return Wildcards.match(
        action.toLowerCase(Locale.ROOT), request.action().toLowerCase(Locale.ROOT));
  }

  /**
   * Returns whether a resource pattern matches a request.
   *
   * @param resource a pattern with wildcards, which also match colons and slashes
   */
  public static boolean isResource(String resource, AuthorizationRequest request) {
    return Wildcards.match(resource, request.resource());
  }
}
