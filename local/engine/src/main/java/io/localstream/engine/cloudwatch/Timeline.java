package io.localstream.engine.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Assigns the metrics of short runs to an alarm's periods, one run to each period: a run of some
 * seconds stands for what a deployed pipeline does in a period.
 */
public final class Timeline {
  private final Alarm alarm;
  private final List<MetricDatum> data = new ArrayList<>();
  private Instant end = Instant.EPOCH;

  /** Creates an empty timeline. */
  public Timeline(Alarm alarm) {
    this.alarm = alarm;
  }

  /**
   * Adds a period with the metrics of one run. An empty list adds a period in which nothing
   * happens.
   */
  public Timeline period(List<MetricDatum> run) {
    Instant start = run.stream().map(MetricDatum::time).min(Instant::compareTo).orElse(end);
    for (MetricDatum datum : run) {
      Duration offset = Duration.between(start, datum.time());
      if (offset.compareTo(alarm.period()) >= 0) {
        throw new IllegalArgumentException("longer than a period: " + offset);
      }
      data.add(
          new MetricDatum(
              end.plus(offset),
              datum.namespace(),
              datum.name(),
              datum.dimensions(),
              datum.unit(),
              datum.value()));
    }
    end = end.plus(alarm.period());
    return this;
  }

  /** Fills the alarm's evaluation range with copies of this period. */
  public Timeline filledWith(List<MetricDatum> run) {
    for (int i = 0; i < alarm.evaluationPeriods() + Alarm.SPARE_PERIODS; i++) {
      period(run);
    }
    return this;
  }

  /** Returns whether the alarm is in the state ALARM after the last period. */
  public boolean fires() {
    return alarm.fires(data, end);
  }
}
