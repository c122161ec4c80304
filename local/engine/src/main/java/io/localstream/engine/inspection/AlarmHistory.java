package io.localstream.engine.inspection;

import com.fasterxml.jackson.databind.JsonNode;
import io.localstream.engine.cloudwatch.Alarm;
import io.localstream.engine.cloudwatch.Alarm.AlarmState;
import io.localstream.engine.cloudwatch.AlarmReader;
import io.localstream.engine.cloudwatch.MetricDatum;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Evaluates the templates' alarms at the end of each period. The first period begins with {@link
 * #begin}. An alarm is evaluated for the first time when all of its evaluation periods have passed,
 * so that the time before does not count as missing data. {@link #snapshots} evaluates all periods
 * that have ended since the last call. Thread-safe.
 */
final class AlarmHistory {
  /**
   * No period is shortened to less than this. In a shorter period, a busy machine can do nothing at
   * all, and the pipeline would count as silent.
   */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Clock clock;
  private final List<Tracked> alarms = new ArrayList<>();
  private final List<AlarmSnapshot> notEvaluated = new ArrayList<>();
  private final MetricHistory metrics;
  private boolean begun;

  private static final class Tracked {
    private final Alarm alarm;
    private final Duration templatePeriod;
    private AlarmState state = AlarmState.INSUFFICIENT_DATA;
    private Instant since;
    private Instant evaluated;
    private int raised;

    Tracked(Alarm template, double speedUp, Instant now) {
      long nanos = (long) (template.period().toNanos() / speedUp);
      Duration period = Duration.ofNanos(nanos).truncatedTo(ChronoUnit.MILLIS);
      this.templatePeriod = template.period();
      this.alarm = template.withPeriod(period.compareTo(SHORTEST) < 0 ? SHORTEST : period);
      this.since = now;
    }

    void begin(Instant now) {
      evaluated = now.plus(alarm.period().multipliedBy(alarm.evaluationPeriods() - 1L));
    }
  }

  /**
   * Creates the history. All alarms begin in the state INSUFFICIENT_DATA, as on CloudWatch.
   *
   * @param properties the alarms' properties
   * @param speedUp the factor by which periods are shortened, 1 or more
   */
  AlarmHistory(List<JsonNode> properties, double speedUp, Clock clock) {
    this.clock = clock;
    Instant now = clock.instant();
    for (JsonNode alarm : properties) {
      try {
        alarms.add(new Tracked(AlarmReader.read(alarm), speedUp, now));
      } catch (IllegalArgumentException e) {
        notEvaluated.add(notEvaluated(alarm, e.getMessage()));
      }
    }
    Duration longest =
        alarms.stream()
            .map(tracked -> tracked.alarm.evaluationRange())
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    this.metrics = new MetricHistory(longest.plus(Duration.ofMinutes(15)));
  }

  private static AlarmSnapshot notEvaluated(JsonNode alarm, String problem) {
    return new AlarmSnapshot(
        alarm.path("AlarmName").asText(),
        Optional.empty(),
        Optional.empty(),
        0,
        Duration.ZERO,
        Duration.ZERO,
        Optional.of(problem));
  }

  /** Returns the history of all metrics. */
  MetricHistory metrics() {
    return metrics;
  }

  /** Begins the first period of each alarm. */
  synchronized void begin() {
    Instant now = clock.instant();
    alarms.forEach(tracked -> tracked.begin(now));
    begun = true;
  }

  /** Returns the alarms with their current states. */
  synchronized List<AlarmSnapshot> snapshots() {
    Instant now = clock.instant();
    List<AlarmSnapshot> snapshots = new ArrayList<>();
    for (Tracked tracked : alarms) {
      if (begun) {
        evaluate(tracked, now);
      }
      snapshots.add(
          new AlarmSnapshot(
              tracked.alarm.name(),
              Optional.of(tracked.state),
              Optional.of(tracked.since),
              tracked.raised,
              tracked.alarm.period(),
              tracked.templatePeriod,
              Optional.empty()));
    }
    snapshots.addAll(notEvaluated);
    return snapshots;
  }

  private void evaluate(Tracked tracked, Instant now) {
    Alarm alarm = tracked.alarm;
    while (metrics.isForgotten(tracked.evaluated, now)) {
      tracked.evaluated = tracked.evaluated.plus(alarm.period());
    }
    Instant start = tracked.evaluated.minus(alarm.evaluationRange());
    List<MetricDatum> data = metrics.of(alarm.metrics(), start, now);
    for (Instant end = tracked.evaluated.plus(alarm.period());
        !end.isAfter(now);
        end = end.plus(alarm.period())) {
      AlarmState next = alarm.state(data, end, tracked.state);
      if (next != tracked.state) {
        tracked.state = next;
        tracked.since = end;
        tracked.raised += next == AlarmState.ALARM ? 1 : 0;
      }
      tracked.evaluated = end;
    }
  }
}
