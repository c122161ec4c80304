package io.kinesispipeline.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.localstream.engine.cloudwatch.MetricDatum;
import io.localstream.fixtures.JsonLines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the metrics of a local run. */
final class MetricFile {
  private MetricFile() {}

  /** The metrics of a metric file. */
  static List<MetricDatum> read(Path file) throws IOException {
    return JsonLines.read(file).stream().map(MetricFile::datum).toList();
  }

  private static MetricDatum datum(JsonNode line) {
    Map<String, String> dimensions = new LinkedHashMap<>();
    line.get("dimensions")
        .properties()
        .forEach(d -> dimensions.put(d.getKey(), d.getValue().textValue()));
    return new MetricDatum(
        Instant.ofEpochMilli(line.get("timestamp").longValue()),
        line.get("namespace").textValue(),
        line.get("metricName").textValue(),
        dimensions,
        line.get("unit").textValue(),
        line.get("value").doubleValue());
  }
}
