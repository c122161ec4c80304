package io.kinesispipeline.infra.app;

import com.cronutils.model.Cron;
import com.cronutils.model.time.ExecutionTime;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How far apart the times of a cron expression lie. */
final class CronIntervals {
  /** Each date has been on each day of the week, 29 February too, and the calendar repeats. */
  private static final int DAYS = 366;

  private static final ZonedDateTime START =
      ZonedDateTime.of(2024, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private CronIntervals() {}

  /**
   * The longest time between two times that follow each other, over a year from the first; empty
   * where they end, or there is none at all.
   *
   * <p>All days that have a time have the same times: within a day it looks at one of them, and
   * otherwise at the intervals that go over a midnight.
   */
  static Optional<software.amazon.awscdk.Duration> longest(Cron cron) {
    ExecutionTime times = ExecutionTime.forCron(cron);
    Optional<ZonedDateTime> first = times.nextExecution(START.minusSeconds(1));
    if (first.isEmpty()) {
      return Optional.empty();
    }
    Duration longest = Duration.ZERO;
    ZonedDateTime midnight = first.get().truncatedTo(ChronoUnit.DAYS).plusDays(1);
    for (ZonedDateTime time = first.get(); time.isBefore(midnight); ) {
      Optional<ZonedDateTime> next = times.nextExecution(time);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      longest = longer(longest, Duration.between(time, next.get()));
      time = next.get();
    }
    for (int day = 0; day < DAYS; day++, midnight = midnight.plusDays(1)) {
      Optional<ZonedDateTime> last = times.lastExecution(midnight);
      Optional<ZonedDateTime> next = times.nextExecution(midnight.minusSeconds(1));
      if (last.isEmpty() || next.isEmpty()) {
        return Optional.empty();
      }
      longest = longer(longest, Duration.between(last.get(), next.get()));
    }
    return Optional.of(software.amazon.awscdk.Duration.minutes(longest.toMinutes()));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
