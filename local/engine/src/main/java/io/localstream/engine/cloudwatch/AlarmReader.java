package io.localstream.engine.cloudwatch;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import io.localstream.engine.cloudwatch.Alarm.Comparison;
import io.localstream.engine.cloudwatch.Alarm.MissingData;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads an alarm from the properties of its resource. */
public final class AlarmReader {
  private AlarmReader() {}

  /**
   * Reads an alarm.
   *
   * @param properties of an {@code AWS::CloudWatch::Alarm}, evaluated
   * @return the alarm
   * @throws IllegalArgumentException where it is of another kind, or lacks what it must have
   */
  public static Alarm read(JsonNode properties) {
    int periods = properties.path("EvaluationPeriods").intValue();
    check(periods > 0, "EvaluationPeriods must be 1 or more: " + properties);
    String name = text(properties, "AlarmName");
    Comparison comparison = Comparison.valueOf(text(properties, "ComparisonOperator"));
    double threshold = Double.parseDouble(text(properties, "Threshold"));
    MissingData missingData = missingData(properties.path("TreatMissingData").asText("missing"));
    int toAlarm = properties.path("DatapointsToAlarm").asInt(periods);
    if (properties.has("Metrics")) {
      JsonNode queries = properties.get("Metrics");
      Map<String, AlarmMetric> metrics = metrics(queries);
      return new Alarm(
          name,
          metrics.values().stream().map(AlarmMetric::id).collect(toSet()),
          returned(queries, metrics),
          commonPeriod(queries),
          periods,
          toAlarm,
          comparison,
          threshold,
          missingData);
    }
    AlarmMetric metric = metric(properties, properties);
    return new Alarm(
        name,
        Set.of(metric.id()),
        metric,
        period(properties),
        periods,
        toAlarm,
        comparison,
        threshold,
        missingData);
  }

  private static Map<String, AlarmMetric> metrics(JsonNode queries) {
    Map<String, AlarmMetric> metrics = new TreeMap<>();
    queries.forEach(
        query -> {
          JsonNode stat = query.path("MetricStat");
          if (stat.isObject()) {
            metrics.put(text(query, "Id"), metric(stat.path("Metric"), stat));
          }
        });
    return metrics;
  }

  private static Datapoints returned(JsonNode queries, Map<String, AlarmMetric> metrics) {
    var returned =
        queries.valueStream().filter(query -> query.path("ReturnData").asBoolean(true)).toList();
    check(returned.size() == 1, "one of Metrics must return data: " + queries);
    JsonNode query = returned.get(0);
    return query.has("MetricStat")
        ? metrics.get(text(query, "Id"))
        : new MetricMath(text(query, "Expression"), metrics);
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

  private static MissingData missingData(String treatMissingData) {
    return switch (treatMissingData) {
      case "breaching" -> MissingData.BREACHING;
      case "notBreaching" -> MissingData.NOT_BREACHING;
      case "ignore" -> MissingData.IGNORE;
      case "missing" -> MissingData.MISSING;
      default -> throw new IllegalArgumentException("TreatMissingData: " + treatMissingData);
    };
  }

  private static String text(JsonNode properties, String name) {
    if (!properties.path(name).isValueNode()) {
      throw new IllegalArgumentException(name + " is missing: " + properties);
    }
    return properties.get(name).asText();
  }
}
