package io.kinesispipeline.local.metric;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kinesispipeline.local.log.JsonLinesFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Metrics in a file, one value a line: {@code timestamp} in epoch milliseconds, {@code namespace},
 * {@code metricName}, {@code dimensions}, {@code unit} and {@code value}.
 */
public final class MetricFile implements AutoCloseable {
  private final JsonLinesFile file;

  /**
   * Makes the file, in place of the one that is there.
   *
   * @param path where
   * @throws io.kinesispipeline.local.StartException where no file can be made
   */
  public MetricFile(Path path) {
    this.file = JsonLinesFile.create(path);
  }

  /**
   * Appends a value.
   *
   * @param datum the value
   */
  public void write(MetricDatum datum) {
    ObjectNode line =
        JsonNodeFactory.instance
            .objectNode()
            .put("timestamp", datum.time().toEpochMilli())
            .put("namespace", datum.namespace())
            .put("metricName", datum.name());
    ObjectNode dimensions = line.putObject("dimensions");
    datum.dimensions().forEach(dimensions::put);
    file.write(line.put("unit", datum.unit()).put("value", datum.value()));
  }

  /**
   * Closes the file.
   *
   * @throws IOException where not all could be written
   */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
