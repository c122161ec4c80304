package io.localstream.engine.assembly;

import io.localstream.engine.iam.policy.Condition;
import io.localstream.engine.iam.policy.ConditionOperator;
import io.localstream.engine.iam.policy.Statement;
import io.localstream.engine.iam.policy.Statement.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Translates policy documents of roles. A statement that cannot be evaluated is an error: if it
 * were ignored, access would differ from AWS.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html">Elements
 *     of policies</a>
 */
final class PolicyTranslator {
  private PolicyTranslator() {}

  static List<Statement> statements(Properties document) {
    return document.ignoring("Version", "Id").oneOrMoreObjects("Statement").stream()
        .map(PolicyTranslator::statement)
        .toList();
  }

  private static Statement statement(Properties statement) {
    statement.ignoring("Sid").refuse("NotAction").refuse("NotResource");
    String effect = statement.oneOf("Effect", List.of("Allow", "Deny"), "nothing");
    return new Statement(
        Effect.valueOf(effect.toUpperCase(Locale.ROOT)),
        literals(statement, "Action"),
        literals(statement, "Resource"),
        conditions(statement.object("Condition")));
  }

  private static List<Condition> conditions(Properties block) {
    List<Condition> conditions = new ArrayList<>();
    for (String name : block.names()) {
      ConditionOperator operator =
          ConditionOperator.of(name)
              .orElseThrow(
                  () ->
                      block.error(
                          name,
                          "is an operator that the local run does not support. Supported: "
                              + String.join(", ", ConditionOperator.names())));
      Properties comparisons = block.object(name);
      for (String key : comparisons.names()) {
        if (!Condition.isKnown(key)) {
          throw comparisons.error(
              key, "is a condition key that the local run does not support: remove it");
        }
        conditions.add(new Condition(operator, key, literals(comparisons, key)));
      }
    }
    return conditions;
  }

  private static List<String> literals(Properties properties, String name) {
    List<String> values = properties.oneOrMoreTexts(name);
    for (String value : values) {
      if (value.contains("${")) {
        throw properties.error(
            name,
            "must not have a policy variable, which the local run does not support, was " + value);
      }
    }
    return values;
  }
}
