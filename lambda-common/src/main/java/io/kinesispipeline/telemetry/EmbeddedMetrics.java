package io.kinesispipeline.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kinesispipeline.model.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The metrics of one invocation, written to the log in CloudWatch's <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">embedded
 * metric format</a>. Each line has the configured log level, so that Lambda's log level filter
 * never drops it.
 */
public final class EmbeddedMetrics {
  /** Maximum number of values of a metric in one line. */
  private static final int MAX_VALUES = 100;

  private final Telemetry telemetry;
  private final String requestId;
  private final List<Metric> metrics = new ArrayList<>();
  private int lines = 1;

  /** A metric with the first {@code size} of {@code values}. */
  private record Metric(String name, String unit, long[] values, int size) {
    boolean isIn(int line) {
      return size > line * MAX_VALUES;
    }

    void write(JsonGenerator json, int from) throws IOException {
      if (size == 1) {
        json.writeNumber(values[0]);
      } else {
        json.writeArray(values, from, Math.min(MAX_VALUES, size - from));
      }
    }
  }

  EmbeddedMetrics(Telemetry telemetry, String requestId) {
    this.telemetry = telemetry;
    this.requestId = requestId;
  }

  /**
   * Adds a count.
   *
   * @param name the metric's name
   * @param count the count, 0 or more
   * @return this
   */
  public EmbeddedMetrics count(String name, long count) {
    metrics.add(new Metric(name, "Count", new long[] {count}, 1));
    return this;
  }

  /**
   * Adds durations. Without durations, the metric is not written.
   *
   * @param name the metric's name
   * @param times the durations in milliseconds; the array is not copied
   * @param size the number of durations, from the first element
   * @return this
   */
  public EmbeddedMetrics milliseconds(String name, long[] times, int size) {
    metrics.add(new Metric(name, "Milliseconds", times, size));
    lines = Math.max(lines, (size + MAX_VALUES - 1) / MAX_VALUES);
    return this;
  }

  /**
   * Writes the metrics in one line, or in several if a metric has more values than a line can hold.
   */
  public void write() {
    long time = telemetry.clock().millis();
    for (int i = 0; i < lines; i++) {
      try (JsonLine line = new JsonLine(telemetry, time, telemetry.settings().level(), requestId)) {
        writeDefinitions(line.json(), time, i);
        line.json().writeStringField(Metrics.FUNCTION_NAME, telemetry.settings().functionName());
        writeValues(line.json(), i);
      } catch (IOException e) {
        throw new UncheckedIOException("the metrics could not be written", e);
      }
    }
  }

  private void writeDefinitions(JsonGenerator json, long time, int line) throws IOException {
    json.writeObjectFieldStart("_aws");
    json.writeNumberField("Timestamp", time);
    json.writeArrayFieldStart("CloudWatchMetrics");
    json.writeStartObject();
    json.writeStringField("Namespace", Metrics.NAMESPACE);
    json.writeArrayFieldStart("Dimensions");
    json.writeStartArray();
    json.writeString(Metrics.FUNCTION_NAME);
    json.writeEndArray();
    json.writeEndArray();
    json.writeArrayFieldStart("Metrics");
    for (Metric metric : metrics) {
      if (metric.isIn(line)) {
        json.writeStartObject();
        json.writeStringField("Name", metric.name());
        json.writeStringField("Unit", metric.unit());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeValues(JsonGenerator json, int line) throws IOException {
    for (Metric metric : metrics) {
      if (metric.isIn(line)) {
        json.writeFieldName(metric.name());
        metric.write(json, line * MAX_VALUES);
      }
    }
  }
}
