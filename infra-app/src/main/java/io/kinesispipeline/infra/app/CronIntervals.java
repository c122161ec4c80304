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
 * The shortest and the longest interval between the times of a cron expression.
 *
 * @param shortest the shortest interval between two consecutive times, in whole minutes
 * @param longest the longest interval between two consecutive times, in whole minutes
 */
record CronIntervals(Duration shortest, Duration longest) {
  /** One leap year of days to examine. */
  private static final int DAYS = 366;

  private static final ZonedDateTime START =
      ZonedDateTime.of(2024, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  /**
   * Returns the intervals over a year from the first time, or empty if the expression matches no
   * time, or matches its last time within that year.
   *
   * <p>Every day that has a time has the same times. The intervals within a day are therefore read
   * from one day; the others are the intervals that cross midnight.
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
