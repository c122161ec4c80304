package io.kinesispipeline.local.schedule;

import com.cronutils.model.definition.CronConstraintsFactory;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What {@code cron(…)} holds: minutes, hours, day of month, month, day of week and year, in UTC.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html">Cron
 *     expressions</a>
 */
final class CronSchedule implements ScheduleExpression {
  private static final int FIELDS = 6;
  private static final int DAY_OF_WEEK = 4;
  private static final int MONDAY = 2;
  private static final Pattern NTH_DAY = Pattern.compile("\\w+#[1-5]");

  private static final CronDefinition EVENTBRIDGE =
      CronDefinitionBuilder.defineCron()
          .withMinutes()
          .withStrictRange()
          .and()
          .withHours()
          .withStrictRange()
          .and()
          .withDayOfMonth()
          .supportsL()
          .supportsW()
          .supportsLW()
          .supportsQuestionMark()
          .and()
          .withMonth()
          .withValidRange(1, 12)
          .and()
          .withDayOfWeek()
          .withValidRange(1, 7)
          .withMondayDoWValue(MONDAY)
          .supportsHash()
          .supportsL()
          .supportsQuestionMark()
          .and()
          .withYear()
          .withValidRange(1970, 2199)
          .and()
          .withCronValidation(CronConstraintsFactory.ensureEitherDayOfWeekOrDayOfMonth())
          .instance();

  private final ExecutionTime times;

  private CronSchedule(ExecutionTime times) {
    this.times = times;
  }

  static CronSchedule parse(String fields) {
    String[] field = fields.strip().split("\\s+");
    if (field.length != FIELDS) {
      throw invalid(
          fields,
          "it needs 6 fields (minutes hours day-of-month month day-of-week year), not "
              + field.length);
    }
    if (field[DAY_OF_WEEK].contains("#") && !NTH_DAY.matcher(field[DAY_OF_WEEK]).matches()) {
      throw invalid(fields, "a day of week with # stands alone, such as 3#2, and goes up to #5");
    }
    try {
      return new CronSchedule(
          ExecutionTime.forCron(new CronParser(EVENTBRIDGE).parse(fields.strip())));
    } catch (IllegalArgumentException e) {
      throw invalid(fields, e.getMessage());
    }
  }

  @Override
  public Optional<Instant> next(Instant after) {
    return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toInstant);
  }

  private static IllegalArgumentException invalid(String fields, String reason) {
    return new IllegalArgumentException("cron(%s) is not valid: %s".formatted(fields, reason));
  }
}
