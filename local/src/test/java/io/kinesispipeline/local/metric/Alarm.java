package io.kinesispipeline.local.metric;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * An alarm on one metric, evaluated as CloudWatch does.
 *
 * @param name its name
 * @param namespace of its metric
 * @param metricName its metric
 * @param dimensions of its metric
 * @param statistic what of a period's values counts
 * @param period a datapoint's length
 * @param evaluationPeriods how many datapoints are looked at
 * @param datapointsToAlarm how many of them must breach
 * @param comparison of a datapoint with the threshold
 * @param threshold what a datapoint is compared with
 * @param missingBreaches whether a datapoint that is missing breaches
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html">How
 *     CloudWatch alarms treat missing data</a>
 */
public record Alarm(
    String name,
    String namespace,
    String metricName,
    Map<String, String> dimensions,
    Statistic statistic,
    Duration period,
    int evaluationPeriods,
    int datapointsToAlarm,
    Comparison comparison,
    double threshold,
    boolean missingBreaches) {

  /** Datapoints before the evaluation periods that stand in for missing ones. */
  static final int SPARE_PERIODS = 2;

  /** What of a period's values counts. */
  enum Statistic {
    Sum,
    Average,
    Minimum,
    Maximum,
    SampleCount;

    double of(List<MetricDatum> data) {
      DoubleSummaryStatistics all =
          data.stream().mapToDouble(MetricDatum::value).summaryStatistics();
      return switch (this) {
        case Sum -> all.getSum();
        case Average -> all.getAverage();
        case Minimum -> all.getMin();
        case Maximum -> all.getMax();
        case SampleCount -> all.getCount();
      };
    }
  }

  /** How a datapoint that breaches compares with the threshold. */
  enum Comparison {
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

  /**
   * Reads an alarm.
   *
   * @param properties of an {@code AWS::CloudWatch::Alarm}, evaluated
   * @return the alarm
   * @throws IllegalArgumentException where it is of another kind, or lacks what it must have
   */
  public static Alarm of(JsonNode properties) {
    Map<String, String> dimensions = new TreeMap<>();
    properties.path("Dimensions").forEach(d -> dimensions.put(text(d, "Name"), text(d, "Value")));
    int periods = properties.path("EvaluationPeriods").intValue();
    return new Alarm(
        text(properties, "AlarmName"),
        text(properties, "Namespace"),
        text(properties, "MetricName"),
        dimensions,
        Statistic.valueOf(text(properties, "Statistic")),
        Duration.ofSeconds(Long.parseLong(text(properties, "Period"))),
        periods,
        properties.path("DatapointsToAlarm").asInt(periods),
        Comparison.valueOf(text(properties, "ComparisonOperator")),
        Double.parseDouble(text(properties, "Threshold")),
        missingBreaches(text(properties, "TreatMissingData")));
  }

  private static boolean missingBreaches(String treatMissingData) {
    return switch (treatMissingData) {
      case "breaching" -> true;
      case "notBreaching" -> false;
      default -> throw new IllegalArgumentException("TreatMissingData: " + treatMissingData);
    };
  }

  private static String text(JsonNode properties, String name) {
    if (!properties.path(name).isValueNode()) {
      throw new IllegalArgumentException(name + " is missing: " + properties);
    }
    return properties.get(name).asText();
  }

  /**
   * Tells whether it is in the state ALARM.
   *
   * @param data all metrics
   * @param end the end of the last period that counts, on a multiple of the period
   */
  public boolean fires(List<MetricDatum> data, Instant end) {
    List<Boolean> real =
        IntStream.rangeClosed(1, evaluationPeriods + SPARE_PERIODS)
            .mapToObj(i -> breaches(data, end.minus(period.multipliedBy(i))))
            .flatMap(Optional::stream)
            .limit(evaluationPeriods)
            .toList();
    List<Boolean> evaluated = new ArrayList<>(real);
    while (evaluated.size() < evaluationPeriods) {
      evaluated.add(missingBreaches);
    }
    return evaluated.stream().filter(b -> b).count() >= datapointsToAlarm;
  }

  /** Whether a datapoint breaches; empty where it is missing. */
  private Optional<Boolean> breaches(List<MetricDatum> data, Instant start) {
    Instant end = start.plus(period);
    List<MetricDatum> ofPeriod =
        data.stream()
            .filter(this::isOnMetric)
            .filter(datum -> !datum.time().isBefore(start) && datum.time().isBefore(end))
            .toList();
    return ofPeriod.isEmpty()
        ? Optional.empty()
        : Optional.of(comparison.holds(statistic.of(ofPeriod), threshold));
  }

  boolean isOnMetric(MetricDatum datum) {
    return datum.namespace().equals(namespace)
        && datum.name().equals(metricName)
        && datum.dimensions().equals(dimensions);
  }
}
