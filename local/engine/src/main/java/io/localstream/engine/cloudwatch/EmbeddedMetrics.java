package io.localstream.engine.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the metrics that are embedded in log events.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Embedded
 *     metric format</a>
 */
public final class EmbeddedMetrics {
  private static final int MAX_VALUES = 100;
  private static final int MAX_METRICS = 100;
  private static final int MAX_DIMENSIONS = 30;

  private EmbeddedMetrics() {}

  /**
   * Reads the metrics of a log event.
   *
   * @param event the message of the log event
   * @return one datum for each value and dimension set
   * @throws IllegalArgumentException if the metrics do not follow the specification; CloudWatch
   *     then ignores them
   */
  public static List<MetricDatum> of(ObjectNode event) {
    List<MetricDatum> data = new ArrayList<>();
    JsonNode metadata = event.path("_aws");
    for (JsonNode directive : metadata.path("CloudWatchMetrics")) {
      check(metadata.path("Timestamp").canConvertToLong(), "_aws.Timestamp must be a number");
      Instant time = Instant.ofEpochMilli(metadata.path("Timestamp").longValue());
      check(directive.path("Namespace").isTextual(), "Namespace must be a string");
      check(
          directive.path("Metrics").size() <= MAX_METRICS,
          "Metrics must have 100 metrics or fewer");
      for (JsonNode dimensionSet : dimensionSets(directive)) {
        Map<String, String> dimensions = dimensions(event, dimensionSet);
        for (JsonNode metric : directive.path("Metrics")) {
          String name = text(metric.path("Name"), "Metrics.Name");
          for (double value : values(event.path(name), name)) {
            String unit = Optional.ofNullable(metric.path("Unit").textValue()).orElse("None");
            data.add(
                new MetricDatum(
                    time, directive.get("Namespace").textValue(), name, dimensions, unit, value));
          }
        }
      }
    }
    return data;
  }

  private static JsonNode dimensionSets(JsonNode directive) {
    JsonNode sets = directive.path("Dimensions");
    check(sets.isArray() && !sets.isEmpty(), "Dimensions must have at least one dimension set");
    return sets;
  }

  private static Map<String, String> dimensions(ObjectNode event, JsonNode set) {
    check(set.isArray(), "Dimensions must be a list of lists");
    check(set.size() <= MAX_DIMENSIONS, "Dimensions must have 30 dimensions or fewer");
    Map<String, String> dimensions = new LinkedHashMap<>();
    for (JsonNode name : set) {
      String dimension = text(name, "Dimensions");
      dimensions.put(dimension, text(event.path(dimension), dimension));
    }
    return dimensions;
  }

  private static List<Double> values(JsonNode target, String name) {
    List<Double> values = new ArrayList<>();
    if (target.isArray()) {
      check(target.size() <= MAX_VALUES, name + " must have 100 values or fewer");
      for (JsonNode value : target) {
        check(value.isNumber(), name + " must be a list of numbers");
        values.add(value.doubleValue());
      }
    } else {
      check(target.isNumber(), name + " must be a number");
      values.add(target.doubleValue());
    }
    return values;
  }

  private static String text(JsonNode node, String name) {
    check(node.isTextual(), name + " must be a string");
    return node.textValue();
  }

  private static void check(boolean valid, String otherwise) {
    if (!valid) {
      throw new IllegalArgumentException(
          "metrics are not in the embedded metric format: " + otherwise);
    }
  }
}
