package io.localstream.engine.iam.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** The supported condition operators. */
public enum ConditionOperator {
  STRING_EQUALS("StringEquals", String::equals, false),
  STRING_NOT_EQUALS("StringNotEquals", String::equals, true),
  STRING_LIKE("StringLike", Wildcards::match, false),
  STRING_NOT_LIKE("StringNotLike", Wildcards::match, true),
  ARN_EQUALS("ArnEquals", ConditionOperator::matchArn, false),
  ARN_LIKE("ArnLike", ConditionOperator::matchArn, false),
  ARN_NOT_EQUALS("ArnNotEquals", ConditionOperator::matchArn, true),
  ARN_NOT_LIKE("ArnNotLike", ConditionOperator::matchArn, true),
  BOOL("Bool", String::equalsIgnoreCase, false);

  private static final int ARN_PARTS = 6;

  private final String name;

  @SuppressWarnings("ImmutableEnumChecker") // A method reference has no state.
  private final BiPredicate<String, String> comparison;

  private final boolean negated;

  ConditionOperator(String name, BiPredicate<String, String> comparison, boolean negated) {
    this.name = name;
    this.comparison = comparison;
    this.negated = negated;
  }

  /** Returns the operator with this name in policies; empty if it is not supported. */
  public static Optional<ConditionOperator> of(String name) {
    return Arrays.stream(values()).filter(operator -> operator.name.equals(name)).findFirst();
  }

  /** Returns the operators' names in policies. */
  public static List<String> names() {
    return Arrays.stream(values()).map(operator -> operator.name).toList();
  }

  boolean matches(String expected, String actual) {
    return comparison.test(expected, actual);
  }

  boolean isNegated() {
    return negated;
  }

  /** Compares each part, so that a wildcard matches a colon only in the last part. */
  private static boolean matchArn(String pattern, String arn) {
    String[] expected = pattern.split(":", ARN_PARTS);
    String[] actual = arn.split(":", ARN_PARTS);
    if (expected.length != ARN_PARTS || actual.length != ARN_PARTS) {
      return false;
    }
    for (int i = 0; i < ARN_PARTS; i++) {
      if (!Wildcards.match(expected[i], actual[i])) {
        return false;
      }
    }
    return true;
  }
}
