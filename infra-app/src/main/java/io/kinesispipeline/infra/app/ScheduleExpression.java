package io.kinesispipeline.infra.app;

import java.util.regex.Pattern;

/**
 * The form of an EventBridge <a
 * href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html">schedule
 * expression</a>. Whether a {@code cron} field's numbers are in range is left to EventBridge.
 */
final class ScheduleExpression {
  /** The unit is singular for 1 and plural for more: EventBridge refuses the rest. */
  private static final Pattern RATE =
      Pattern.compile("rate\\((1 (minute|hour|day)|([2-9]|[1-9]\\d+) (minutes|hours|days))\\)");

  /** One of day-of-month, the third field, and day-of-week, the fifth, must be a question mark. */
  private static final Pattern CRON =
      Pattern.compile(
          "cron\\((?=\\S+ \\S+ (\\? \\S+ [^? ]+|[^? ]+ \\S+ \\?) )[\\w*?/,#-]+( [\\w*?/,#-]+){5}\\)");

  private ScheduleExpression() {}

  static boolean isValid(String expression) {
    return RATE.matcher(expression).matches() || CRON.matcher(expression).matches();
  }
}
