package io.localstream.engine.iam.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A condition of a statement.
 *
 * @param operator compares
 * @param key of the request's context; upper and lower case are the same
 * @param values what it is compared with: one of them, or with a negated operator all of them
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">Condition
 *     operators</a>
 */
public record Condition(ConditionOperator operator, String key, List<String> values) {
  /** The keys that requests here have values for, in lower case. */
  public static final Set<String> KEYS =
      Set.of(
          "aws:principalaccount",
          "aws:requestedregion",
          "aws:resourceaccount",
          "aws:securetransport",
          "kms:calleraccount",
          "kms:encryptioncontext:aws:kinesis:arn",
          "kms:viaservice");

  /**
   * Tells whether a key is one that can be evaluated.
   *
   * @param key a condition key
   * @return whether it is
   */
  public static boolean isKnown(String key) {
    return KEYS.contains(key.toLowerCase(Locale.ROOT));
  }

  /** A key without a value fails a comparison, and passes a negated one. */
  boolean holds(Map<String, String> context) {
    String actual = context.get(key.toLowerCase(Locale.ROOT));
    boolean matches =
        actual != null && values.stream().anyMatch(value -> operator.matches(value, actual));
    return matches != operator.isNegated();
  }
}
