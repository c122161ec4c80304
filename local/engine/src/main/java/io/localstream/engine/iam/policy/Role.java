package io.localstream.engine.iam.policy;

import java.util.List;

/**
 * An IAM role with the statements of all its identity-based policies.
 *
 * @param name its name
 * @param arn its ARN
 * @param statements what its policies say
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
public record Role(String name, String arn, List<Statement> statements) {

  /** What policies say of a request. */
  public enum Decision {
    /** At least one statement allows it, and none denies it. */
    ALLOWED,
    /** No statement allows it. */
    NOT_ALLOWED,
    /** A statement denies it, whatever others allow. */
    DENIED
  }

  /**
   * Evaluates the policies.
   *
   * @param request what is asked for
   * @return whether whoever assumed this role may do it
   */
  public Decision decide(AuthorizationRequest request) {
    List<Statement.Effect> effects =
        statements.stream().filter(s -> s.appliesTo(request)).map(Statement::effect).toList();
    if (effects.contains(Statement.Effect.DENY)) {
      return Decision.DENIED;
    }
    return effects.isEmpty() ? Decision.NOT_ALLOWED : Decision.ALLOWED;
  }
}
