package io.localstream.engine.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An alarm on a metric or on a metric math expression. It is evaluated by CloudWatch's rules.
 *
 * @param name the alarm's name
 * @param metrics the metrics that the alarm uses
 * @param datapoints computes a datapoint from the metrics of a period
 * @param period the length of a period
 * @param evaluationPeriods the number of datapoints that are evaluated (N)
 * @param datapointsToAlarm the number of these that must breach the threshold (M)
 * @param comparison compares a datapoint with the threshold
 * @param threshold the threshold
 * @param missingData how missing datapoints are treated
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

  /**
   * How many datapoints an evaluation retrieves in addition to those of the evaluation periods.
   * They replace missing ones.
   */
  static final int SPARE_PERIODS = 2;

  /** An alarm's state. */
  public enum AlarmState {
    OK,
    ALARM,
    INSUFFICIENT_DATA
  }

  /** How missing datapoints are treated: {@code TreatMissingData}. */
  public enum MissingData {
    BREACHING,
    NOT_BREACHING,
    IGNORE,
    MISSING
  }

  /** How a datapoint that breaches the threshold compares with it: {@code ComparisonOperator}. */
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

  /** A datapoint that is not missing. The newest period has the age 1, the one before it 2. */
  private record EvaluatedDatapoint(int age, boolean breaches) {}

  /**
   * Returns a copy with another period.
   *
   * @param other the length of the period, more than 0
   * @return the copy
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

  /** Returns the evaluation range: how far back an evaluation retrieves datapoints. */
  public Duration evaluationRange() {
    return period.multipliedBy((long) evaluationPeriods + SPARE_PERIODS);
  }

  /**
   * Returns whether the alarm goes from the state OK into the state ALARM.
   *
   * @param data the values of all metrics
   * @param end the end of the newest period
   * @return whether it goes into the state ALARM
   */
  public boolean fires(List<MetricDatum> data, Instant end) {
    return state(data, end, AlarmState.OK) == AlarmState.ALARM;
  }

  /**
   * Evaluates the alarm.
   *
   * @param data the values of the alarm's metrics; other metrics are ignored
   * @param end the end of the newest period
   * @param current the state before the evaluation
   * @return the state after it
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
   * Avoids premature transitions to the state ALARM, as CloudWatch does: if all datapoints that are
   * not missing breach the threshold, the oldest of them must be at least as old as {@code
   * datapointsToAlarm}.
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
