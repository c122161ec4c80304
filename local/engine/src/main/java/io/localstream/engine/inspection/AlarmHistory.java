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

  /** When the next period of any alarm ends. */
  private volatile Instant nextDue = Instant.MAX;

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

    /** Returns the end of the first period that is not evaluated. */
    Instant due() {
      return evaluated.plus(alarm.period());
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
    evaluate(now);
  }

  /**
   * Adds a value. The periods that have ended are evaluated first, because the history drops old
   * values.
   */
  void measured(MetricDatum datum) {
    Instant now = clock.instant();
    if (!nextDue.isAfter(now)) {
      evaluate(now);
    }
    metrics.add(datum);
  }

  /** Returns the alarms with their current states. */
  synchronized List<AlarmSnapshot> snapshots() {
    Instant now = clock.instant();
    if (!nextDue.isAfter(now)) {
      evaluate(now);
    }
    List<AlarmSnapshot> snapshots = new ArrayList<>();
    for (Tracked tracked : alarms) {
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

  /** Evaluates the periods that have ended. */
  private synchronized void evaluate(Instant now) {
    alarms.forEach(tracked -> evaluate(tracked, now));
    nextDue = alarms.stream().map(Tracked::due).min(Instant::compareTo).orElse(Instant.MAX);
  }

  private void evaluate(Tracked tracked, Instant now) {
    Alarm alarm = tracked.alarm;
    if (tracked.due().isAfter(now)) {
      return;
    }
    Instant start = tracked.evaluated.minus(alarm.evaluationRange());
    List<MetricDatum> data = metrics.of(alarm.metrics(), start, now);
    for (Instant end = tracked.due(); !end.isAfter(now); end = tracked.due()) {
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
