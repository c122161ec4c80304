package io.localstream.engine.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a rule fires.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html">Schedule
 *     expressions of EventBridge rules</a>
 */
@FunctionalInterface
public interface ScheduleExpression {
  /**
   * Finds the firing that follows a time.
   *
   * @param after a firing, or the time when the rule was created
   * @return the first firing later than that; empty when there is none any more
   */
  Optional<Instant> next(Instant after);

  /**
   * Fires at a fixed interval.
   *
   * @param interval more than zero
   * @return the expression
   * @throws IllegalArgumentException when the interval is zero or less
   */
  static ScheduleExpression every(Duration interval) {
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("A schedule's interval must be longer than 0");
    }
    return after -> Optional.of(after.plus(interval));
  }

  /**
   * Reads a rule's expression.
   *
   * @param text {@code rate(5 minutes)}, or {@code cron(…)} with its six fields, in UTC
   * @return the expression
   * @throws IllegalArgumentException when EventBridge would refuse it, with a message that says why
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
