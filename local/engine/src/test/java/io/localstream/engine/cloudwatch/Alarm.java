package io.localstream.engine.cloudwatch;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An alarm on a metric or on an expression over several, evaluated as CloudWatch does.
 *
 * @param name its name
 * @param datapoints what it looks at
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
    Datapoints datapoints,
    Duration period,
    int evaluationPeriods,
    int datapointsToAlarm,
    Comparison comparison,
    double threshold,
    boolean missingBreaches) {

  /** Datapoints before the evaluation periods that stand in for missing ones. */
  static final int SPARE_PERIODS = 2;

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
    int periods = properties.path("EvaluationPeriods").intValue();
    boolean isOnExpression = properties.has("Metrics");
    return new Alarm(
        text(properties, "AlarmName"),
        isOnExpression ? expression(properties.get("Metrics")) : metric(properties, properties),
        isOnExpression ? commonPeriod(properties.get("Metrics")) : period(properties),
        periods,
        properties.path("DatapointsToAlarm").asInt(periods),
        Comparison.valueOf(text(properties, "ComparisonOperator")),
        Double.parseDouble(text(properties, "Threshold")),
        missingBreaches(text(properties, "TreatMissingData")));
  }

  private static Datapoints expression(JsonNode queries) {
    Map<String, AlarmMetric> metrics = new TreeMap<>();
    queries.forEach(
        query -> {
          JsonNode stat = query.path("MetricStat");
          if (stat.isObject()) {
            metrics.put(text(query, "Id"), metric(stat.path("Metric"), stat));
          }
        });
    List<JsonNode> returned =
        queries.valueStream().filter(query -> query.path("ReturnData").asBoolean(true)).toList();
    check(returned.size() == 1, "one of Metrics must return data: " + queries);
    return new MetricMath(text(returned.get(0), "Expression"), metrics);
  }

  private static AlarmMetric metric(JsonNode metric, JsonNode stat) {
    Map<String, String> dimensions = new TreeMap<>();
    metric.path("Dimensions").forEach(d -> dimensions.put(text(d, "Name"), text(d, "Value")));
    String statistic =
        Stream.of("Statistic", "ExtendedStatistic", "Stat")
            .filter(stat::has)
            .findFirst()
            .orElse("Statistic");
    return new AlarmMetric(
        text(metric, "Namespace"),
        text(metric, "MetricName"),
        dimensions,
        Statistic.named(text(stat, statistic)));
  }

  private static Duration commonPeriod(JsonNode queries) {
    Set<Duration> periods =
        queries
            .valueStream()
            .filter(query -> query.has("MetricStat"))
            .map(query -> period(query.get("MetricStat")))
            .collect(toSet());
    check(periods.size() == 1, "Metrics must have one period: " + queries);
    return periods.iterator().next();
  }

  private static Duration period(JsonNode stat) {
    return Duration.ofSeconds(Long.parseLong(text(stat, "Period")));
  }

  private static void check(boolean valid, String otherwise) {
    if (!valid) {
      throw new IllegalArgumentException(otherwise);
    }
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
            .filter(datum -> !datum.time().isBefore(start) && datum.time().isBefore(end))
            .toList();
    return datapoints.of(ofPeriod).map(value -> comparison.holds(value, threshold));
  }

  @Override
  public String toString() {
    return name;
  }
}
