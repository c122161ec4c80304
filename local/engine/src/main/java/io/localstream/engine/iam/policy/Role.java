package io.localstream.engine.iam.policy;

import java.util.List;

/**
 * An IAM role with the statements of all its identity-based policies.
 *
 * @param statements the statements of all policies
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
public record Role(String name, String arn, List<Statement> statements) {

  /** The decision about a request. */
  public enum Decision {
    /** At least one statement allows the request, and none denies it. */
    ALLOWED,
    /** No statement allows the request. */
    NOT_ALLOWED,
    /** A statement denies the request explicitly. */
    DENIED
  }

  /** Evaluates the policies. */
  public Decision decide(AuthorizationRequest request) {
    List<Statement.Effect> effects =
        statements.stream().filter(s -> s.appliesTo(request)).map(Statement::effect).toList();
    if (effects.contains(Statement.Effect.DENY)) {
      return Decision.DENIED;
    }
    return effects.isEmpty() ? Decision.NOT_ALLOWED : Decision.ALLOWED;
  }
}
