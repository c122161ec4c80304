package io.kinesispipeline.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.localstream.engine.cloudwatch.MetricDatum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads files of JSON objects, one a line, which may still grow. */
final class JsonLines {
  private static final JsonMapper JSON = new JsonMapper();

  private JsonLines() {}

  /** The objects of the lines that are complete. */
  static List<JsonNode> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    String content = Files.readString(file);
    List<JsonNode> objects = new ArrayList<>();
    for (String line : content.substring(0, content.lastIndexOf('\n') + 1).split("\n")) {
      if (!line.isEmpty()) {
        objects.add(JSON.readTree(line));
      }
    }
    return objects;
  }

  /** The metrics of a metric file. */
  static List<MetricDatum> metrics(Path file) throws IOException {
    return read(file).stream().map(JsonLines::datum).toList();
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
