package io.kinesispipeline.infra.app;

import java.util.regex.Matcher;
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

  private static final Pattern CRON =
      Pattern.compile("cron\\(([\\w*?/,#-]+(?: [\\w*?/,#-]+){5})\\)");

  private static final int DAY_OF_MONTH = 2;
  private static final int DAY_OF_WEEK = 4;

  private ScheduleExpression() {}

  static boolean isValid(String expression) {
    return RATE.matcher(expression).matches() || isCron(expression);
  }

  /** One of the two days must be a question mark, the other one must not. */
  private static boolean isCron(String expression) {
    Matcher cron = CRON.matcher(expression);
    if (!cron.matches()) {
      return false;
    }
    String[] fields = cron.group(1).split(" ");
    return fields[DAY_OF_MONTH].equals("?") != fields[DAY_OF_WEEK].equals("?");
  }
}
