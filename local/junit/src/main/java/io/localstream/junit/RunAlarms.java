package io.localstream.junit;

import com.fasterxml.jackson.databind.JsonNode;
import io.localstream.engine.cloudwatch.Alarm;
import io.localstream.engine.cloudwatch.Alarm.AlarmState;
import io.localstream.engine.cloudwatch.AlarmReader;
import io.localstream.engine.cloudwatch.MetricDatum;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The alarms of a template, evaluated over a run, from its begin to the end of the period in which
 * it is now.
 */
final class RunAlarms {
  private final List<Alarm> alarms;
  private final Instant begin;

  RunAlarms(List<JsonNode> properties, Instant begin) {
    this.alarms = properties.stream().map(AlarmReader::read).toList();
    this.begin = begin;
  }

  /** The names of those that were in the state ALARM at some time. */
  List<String> rung(List<MetricDatum> metrics, Instant now) {
    return alarms.stream()
        .filter(alarm -> hasRung(alarm, metrics, now))
        .map(Alarm::name)
        .sorted()
        .toList();
  }

  private boolean hasRung(Alarm alarm, List<MetricDatum> metrics, Instant now) {
    AlarmState state = AlarmState.INSUFFICIENT_DATA;
    Instant end = endOfPeriod(begin, alarm.period());
    for (; !end.isAfter(endOfPeriod(now, alarm.period())); end = end.plus(alarm.period())) {
      state = alarm.state(metrics, end, state);
      if (state == AlarmState.ALARM) {
        return true;
      }
    }
    return false;
  }

  private static Instant endOfPeriod(Instant time, Duration period) {
    long seconds = period.toSeconds();
    return Instant.ofEpochSecond((time.getEpochSecond() / seconds + 1) * seconds);
  }
}
