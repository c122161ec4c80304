package io.localstream.engine.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A schedule expression of a rule.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html">Schedule
 *     expressions of EventBridge rules</a>
 */
@FunctionalInterface
public interface ScheduleExpression {
  /**
   * Returns the next firing.
   *
   * @param after a firing, or the creation time of the rule
   * @return the first firing after that time; empty if there is none
   */
  Optional<Instant> next(Instant after);

  /**
   * Returns an expression that fires at a fixed interval.
   *
   * @throws IllegalArgumentException if the interval is zero or less
   */
  static ScheduleExpression every(Duration interval) {
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("A schedule's interval must be longer than 0");
    }
    return after -> Optional.of(after.plus(interval));
  }

  /**
   * Parses an expression.
   *
   * @param text {@code rate(5 minutes)}, or {@code cron(…)} with six fields, in UTC
   * @throws IllegalArgumentException if EventBridge would reject it, with a message for the user
   */
  static ScheduleExpression parse(String text) {
    Matcher matcher = Pattern.compile("(rate|cron)\\((.*)\\)").matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a schedule expression: write rate(…) or cron(…)".formatted(text));
    }
    return matcher.group(1).equals("rate")
        ? every(Rate.parse(matcher.group(2)))
        : CronSchedule.parse(matcher.group(2))::apply;
  }
}
