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
   * @param properties the properties of an {@code AWS::CloudWatch::Alarm}, without functions
   * @return the alarm
   * @throws IllegalArgumentException if a property is missing, or has a value that is not supported
   */
  public static Alarm read(JsonNode properties) {
    int periods = properties.path("EvaluationPeriods").intValue();
    check(periods > 0, "EvaluationPeriods must be 1 or more: " + properties);
    boolean hasQueries = properties.has("Metrics");
    Map<String, AlarmMetric> metrics =
        hasQueries
            ? metrics(properties.get("Metrics"))
            : Map.of("", metric(properties, properties));
    Set<MetricId> ids = metrics.values().stream().map(AlarmMetric::id).collect(toSet());
    return new Alarm(
        text(properties, "AlarmName"),
        ids,
        hasQueries ? returned(properties.get("Metrics"), metrics) : metrics.get(""),
        hasQueries ? commonPeriod(properties.get("Metrics")) : period(properties),
        periods,
        properties.path("DatapointsToAlarm").asInt(periods),
        Comparison.valueOf(text(properties, "ComparisonOperator")),
        Double.parseDouble(text(properties, "Threshold")),
        missingData(properties.path("TreatMissingData").asText(defaultTreatment(ids))));
  }

  /** Alarms on metrics of DynamoDB have a different default. */
  private static String defaultTreatment(Set<MetricId> metrics) {
    return metrics.stream().anyMatch(id -> id.namespace().equals("AWS/DynamoDB"))
        ? "ignore"
        : "missing";
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
