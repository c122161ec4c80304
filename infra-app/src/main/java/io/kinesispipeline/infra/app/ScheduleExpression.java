package io.kinesispipeline.infra.app;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import io.kinesispipeline.infra.producer.ProducerSchedule;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awscdk.Duration;

/**
 * EventBridge's <a
 * href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html">schedule
 * expressions</a>.
 */
final class ScheduleExpression {
  /** EventBridge accepts the singular unit for 1 only, and the plural unit for more. */
  private static final Pattern RATE =
      Pattern.compile(
          "rate\\((?:(1) (minute|hour|day)|([2-9]|[1-9]\\d{1,5}) (minute|hour|day)s)\\)");

  private static final Map<String, Integer> UNIT_MINUTES =
      Map.of("minute", 1, "hour", 60, "day", 24 * 60);

  private static final Pattern CRON =
      Pattern.compile("cron\\(([\\w*?/,#-]+(?: [\\w*?/,#-]+){5})\\)");

  private static final int DAY_OF_MONTH = 2;
  private static final int DAY_OF_WEEK = 4;

  private ScheduleExpression() {}

  /** Returns the schedule of an expression, or empty if the expression is not valid. */
  static Optional<ProducerSchedule> parse(String expression) {
    Matcher rate = RATE.matcher(expression);
    if (rate.matches()) {
      int group = rate.group(1) != null ? 1 : 3;
      long minutes = Long.parseLong(rate.group(group)) * UNIT_MINUTES.get(rate.group(group + 1));
      Optional<Duration> interval = Optional.of(Duration.minutes((double) minutes));
      return Optional.of(new ProducerSchedule(expression, interval, interval));
    }
    return cron(expression)
        .map(
            cron -> {
              Optional<CronIntervals> intervals = CronIntervals.of(cron);
              return new ProducerSchedule(
                  expression,
                  intervals.map(CronIntervals::shortest),
                  intervals.map(CronIntervals::longest));
            });
  }

  /** Either the day of the month or the day of the week must be a question mark, but not both. */
  private static Optional<Cron> cron(String expression) {
    Matcher cron = CRON.matcher(expression);
    if (!cron.matches()) {
      return Optional.empty();
    }
    String[] fields = cron.group(1).split(" ");
    if (fields[DAY_OF_MONTH].equals("?") == fields[DAY_OF_WEEK].equals("?")) {
      return Optional.empty();
    }
    try {
      // A Quartz expression starts with a field for seconds. The rest is the same as in AWS.
      return Optional.of(
          new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ))
              .parse("0 " + cron.group(1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
