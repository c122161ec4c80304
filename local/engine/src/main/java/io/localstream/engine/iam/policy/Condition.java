package io.localstream.engine.iam.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A condition of a statement.
 *
 * @param key a condition key, in upper or lower case
 * @param values the condition holds if one value matches; with a negated operator, if none matches
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">Condition
 *     operators</a>
 */
public record Condition(ConditionOperator operator, String key, List<String> values) {
  /** The supported condition keys, in lower case. */
  public static final Set<String> KEYS =
      Set.of(
          "aws:principalaccount",
          "aws:requestedregion",
          "aws:resourceaccount",
          "aws:securetransport",
          "kms:calleraccount",
          "kms:encryptioncontext:aws:kinesis:arn",
          "kms:viaservice");

  /** Returns whether a condition key is supported. */
  public static boolean isKnown(String key) {
    return KEYS.contains(key.toLowerCase(Locale.ROOT));
  }

  /** Returns whether the condition holds. A missing key matches negated operators only. */
  boolean holds(Map<String, String> context) {
    String actual = context.get(key.toLowerCase(Locale.ROOT));
    boolean matches =
        actual != null && values.stream().anyMatch(value -> operator.matches(value, actual));
    return matches != operator.isNegated();
  }
}
