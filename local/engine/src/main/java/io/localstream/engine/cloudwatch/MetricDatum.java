package io.localstream.engine.cloudwatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/**
 * A value of a metric.
 *
 * @param namespace for example {@code AWS/Lambda}
 * @param unit a unit of CloudWatch, for example {@code Count} or {@code Milliseconds}
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html">MetricDatum</a>
 */
public record MetricDatum(
    Instant time,
    String namespace,
    String name,
    Map<String, String> dimensions,
    String unit,
    double value) {
  /** Returns what identifies the metric. */
  public MetricId id() {
    return new MetricId(namespace, name, dimensions);
  }

  /**
   * Returns the line of the metrics file: {@code timestamp} in epoch milliseconds, {@code
   * namespace}, {@code metricName}, {@code dimensions}, {@code unit} and {@code value}.
   */
  public ObjectNode toJson() {
    ObjectNode line =
        JsonNodeFactory.instance
            .objectNode()
            .put("timestamp", time.toEpochMilli())
            .put("namespace", namespace)
            .put("metricName", name);
    ObjectNode measured = line.putObject("dimensions");
    dimensions.forEach(measured::put);
    return line.put("unit", unit).put("value", value);
  }
}
