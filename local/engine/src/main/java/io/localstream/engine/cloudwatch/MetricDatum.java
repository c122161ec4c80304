package io.localstream.engine.cloudwatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/**
 * A value of a metric.
 *
 * @param time when it was measured
 * @param namespace whose metric it is, as in {@code AWS/Lambda}
 * @param name the metric's name
 * @param dimensions what it was measured of
 * @param unit one of CloudWatch's units, as in {@code Count} or {@code Milliseconds}
 * @param value the value
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
  /**
   * A line of a metric file: {@code timestamp} in epoch milliseconds, {@code namespace}, {@code
   * metricName}, {@code dimensions}, {@code unit} and {@code value}.
   *
   * @return the line
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
