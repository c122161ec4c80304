package io.localstream.engine.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An alarm on a metric or on an expression over several, evaluated as CloudWatch does.
 *
 * @param name its name
 * @param metrics the metrics that it looks at
 * @param datapoints what it compares with the threshold
 * @param period a datapoint's length
 * @param evaluationPeriods how many datapoints are looked at
 * @param datapointsToAlarm how many of them must breach
 * @param comparison of a datapoint with the threshold
 * @param threshold what a datapoint is compared with
 * @param missingData how a missing datapoint counts
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html">How
 *     CloudWatch alarms treat missing data</a>
 */
public record Alarm(
    String name,
    Set<MetricId> metrics,
    Datapoints datapoints,
    Duration period,
    int evaluationPeriods,
    int datapointsToAlarm,
    Comparison comparison,
    double threshold,
    MissingData missingData) {

  /** Datapoints before the evaluation periods that stand in for missing ones. */
  static final int SPARE_PERIODS = 2;

  /** An alarm's state, as CloudWatch names it. */
  public enum AlarmState {
    OK,
    ALARM,
    INSUFFICIENT_DATA
  }

  /** How a missing datapoint counts: {@code TreatMissingData}. */
  public enum MissingData {
    BREACHING,
    NOT_BREACHING,
    IGNORE,
    MISSING
  }

  /** How a datapoint that breaches compares with the threshold. */
  public enum Comparison {
    GreaterThanThreshold,
    GreaterThanOrEqualToThreshold,
    LessThanThreshold,
    LessThanOrEqualToThreshold;

    boolean holds(double value, double threshold) {
      return switch (this) {
        case GreaterThanThreshold -> value > threshold;
        case GreaterThanOrEqualToThreshold -> value >= threshold;
        case LessThanThreshold -> value < threshold;
        case LessThanOrEqualToThreshold -> value <= threshold;
      };
    }
  }

  /** A datapoint that is there, and how many periods before the end it is: 1 is the last. */
  private record EvaluatedDatapoint(int age, boolean breaches) {}

  /**
   * The same alarm with shorter or longer datapoints.
   *
   * @param other their length, more than 0
   * @return the alarm
   */
  public Alarm withPeriod(Duration other) {
    return new Alarm(
        name,
        metrics,
        datapoints,
        other,
        evaluationPeriods,
        datapointsToAlarm,
        comparison,
        threshold,
        missingData);
  }

  /** How far back its evaluation looks. */
  public Duration evaluationRange() {
    return period.multipliedBy((long) evaluationPeriods + SPARE_PERIODS);
  }

  /**
   * Tells whether it goes into the state ALARM.
   *
   * @param data all metrics
   * @param end the end of the last period that counts, on a multiple of the period
   * @return whether it does, from the state OK
   */
  public boolean fires(List<MetricDatum> data, Instant end) {
    return state(data, end, AlarmState.OK) == AlarmState.ALARM;
  }

  /**
   * Evaluates the alarm.
   *
   * @param data all metrics, or those that it looks at
   * @param end the end of the last period that counts, on a multiple of the period
   * @param current its state before
   * @return its state now
   */
  public AlarmState state(List<MetricDatum> data, Instant end, AlarmState current) {
    List<EvaluatedDatapoint> present =
        IntStream.rangeClosed(1, evaluationPeriods + SPARE_PERIODS)
            .boxed()
            .flatMap(age -> datapoint(data, age, end))
            .limit(evaluationPeriods)
            .toList();
    long breaching = present.stream().filter(EvaluatedDatapoint::breaches).count();
    if (breaching >= datapointsToAlarm) {
      return AlarmState.ALARM;
    }
    int missing = evaluationPeriods - present.size();
    if (missing == 0) {
      return AlarmState.OK;
    }
    return switch (missingData) {
      case BREACHING -> breaching + missing >= datapointsToAlarm ? AlarmState.ALARM : AlarmState.OK;
      case NOT_BREACHING -> AlarmState.OK;
      case IGNORE -> breaching == present.size() ? current : AlarmState.OK;
      case MISSING -> withoutMissing(present, breaching, current);
    };
  }

  /**
   * With fewer datapoints than must breach, only a breach that is old enough raises the alarm:
   * CloudWatch avoids a premature transition.
   */
  private AlarmState withoutMissing(
      List<EvaluatedDatapoint> present, long breaching, AlarmState current) {
    if (present.isEmpty()) {
      return AlarmState.INSUFFICIENT_DATA;
    }
    if (breaching < present.size()) {
      return AlarmState.OK;
    }
    return present.get(present.size() - 1).age() >= datapointsToAlarm ? AlarmState.ALARM : current;
  }

  private Stream<EvaluatedDatapoint> datapoint(List<MetricDatum> data, int age, Instant end) {
    Instant start = end.minus(period.multipliedBy(age));
    Instant next = start.plus(period);
    List<MetricDatum> ofPeriod =
        data.stream()
            .filter(datum -> !datum.time().isBefore(start) && datum.time().isBefore(next))
            .toList();
    Optional<Double> value = datapoints.of(ofPeriod);
    return value.map(v -> new EvaluatedDatapoint(age, comparison.holds(v, threshold))).stream();
  }

  @Override
  public String toString() {
    return name;
  }
}
