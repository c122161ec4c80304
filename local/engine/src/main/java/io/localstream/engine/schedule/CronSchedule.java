package io.localstream.engine.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Schedules of {@code cron(…)}: minutes, hours, day of month, month, day of week and year, in UTC.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html">Cron
 *     expressions</a>
 */
final class CronSchedule {
  private static final int FIELDS = 6;
  private static final int DAY_OF_MONTH = 2;
  private static final int DAY_OF_WEEK = 4;
  private static final Pattern NTH_DAY = Pattern.compile("\\w+#[1-5]");

  /** Quartz has the same fields, wildcards and rules, with a field for seconds before them. */
  private static final CronDefinition QUARTZ =
      CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ);

  private CronSchedule() {}

  /** Parses the fields into a function from a time to the next firing. */
  static Function<Instant, Optional<Instant>> parse(String fields) {
    String[] field = fields.strip().split("\\s+");
    if (field.length != FIELDS) {
      throw invalid(
          fields,
          "write 6 fields (minutes hours day-of-month month day-of-week year), not "
              + field.length);
    }
    if (field[DAY_OF_MONTH].equals("?") == field[DAY_OF_WEEK].equals("?")) {
      throw invalid(fields, "either day-of-month or day-of-week must be ?, but not both");
    }
    if (field[DAY_OF_WEEK].contains("#") && !NTH_DAY.matcher(field[DAY_OF_WEEK]).matches()) {
      throw invalid(fields, "day-of-week with # must be a single value, such as 3#2, up to #5");
    }
    try {
      ExecutionTime times =
          ExecutionTime.forCron(new CronParser(QUARTZ).parse("0 " + fields.strip()));
      return after ->
          times.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toInstant);
    } catch (IllegalArgumentException e) {
      throw invalid(fields, e.getMessage().replace("Failed to parse cron expression. ", ""));
    }
  }

  private static IllegalArgumentException invalid(String fields, String reason) {
    return new IllegalArgumentException("cron(%s) is not valid: %s".formatted(fields, reason));
  }
}
