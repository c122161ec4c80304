package io.kinesispipeline.infra.app;

import com.cronutils.model.Cron;
import com.cronutils.model.time.ExecutionTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import software.amazon.awscdk.Duration;

/**
 * How far apart the times of a cron expression lie.
 *
 * @param shortest the shortest time between two times that follow each other, in whole minutes
 * @param longest the longest one
 */
record CronIntervals(Duration shortest, Duration longest) {
  /** Each date has been on each day of the week, 29 February too, and the calendar repeats. */
  private static final int DAYS = 366;

  private static final ZonedDateTime START =
      ZonedDateTime.of(2024, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  /**
   * The intervals over a year from the first time; empty where the times end, or there is none at
   * all.
   *
   * <p>All days that have a time have the same times: within a day it looks at one of them, and
   * otherwise at the intervals that go over a midnight.
   */
  static Optional<CronIntervals> of(Cron cron) {
    ExecutionTime times = ExecutionTime.forCron(cron);
    Optional<ZonedDateTime> first = times.nextExecution(START.minusSeconds(1));
    if (first.isEmpty()) {
      return Optional.empty();
    }
    LongSummaryStatistics minutes = new LongSummaryStatistics();
    ZonedDateTime midnight = first.get().truncatedTo(ChronoUnit.DAYS).plusDays(1);
    for (ZonedDateTime time = first.get(); time.isBefore(midnight); ) {
      Optional<ZonedDateTime> next = times.nextExecution(time);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      minutes.accept(ChronoUnit.MINUTES.between(time, next.get()));
      time = next.get();
    }
    for (int day = 0; day < DAYS; day++, midnight = midnight.plusDays(1)) {
      Optional<ZonedDateTime> last = times.lastExecution(midnight);
      Optional<ZonedDateTime> next = times.nextExecution(midnight.minusSeconds(1));
      if (last.isEmpty() || next.isEmpty()) {
        return Optional.empty();
      }
      minutes.accept(ChronoUnit.MINUTES.between(last.get(), next.get()));
    }
    return Optional.of(
        new CronIntervals(Duration.minutes(minutes.getMin()), Duration.minutes(minutes.getMax())));
  }
}
