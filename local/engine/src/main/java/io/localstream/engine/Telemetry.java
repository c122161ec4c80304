package io.localstream.engine;

import io.localstream.engine.cloudwatch.EmbeddedMetrics;
import io.localstream.engine.cloudwatch.JsonLinesFile;
import io.localstream.engine.cloudwatch.LogEvent;
import io.localstream.engine.cloudwatch.MetricDatum;
import io.localstream.engine.cloudwatch.Metrics;
import io.localstream.engine.inspection.Inspection;
import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.time.Clock;

/**
 * Writes the logs and metrics of a run to their files. Passes both to the inspection, and the logs
 * to the listener.
 */
final class Telemetry implements AutoCloseable {
  private final PipelineListener listener;
  private final Inspection inspection;
  private final JsonLinesFile logFile;
  private final JsonLinesFile metricFile;
  private final Metrics metrics;

  /**
   * Creates the files and overwrites those of the last run.
   *
   * @throws StartException if a file cannot be created
   */
  Telemetry(
      PipelineSettings settings, PipelineListener listener, Inspection inspection, Clock clock) {
    this.listener = listener;
    this.inspection = inspection;
    this.logFile = JsonLinesFile.create(settings.log());
    this.metricFile = JsonLinesFile.create(settings.metrics());
    this.metrics = new Metrics(this::write, clock);
  }

  Metrics metrics() {
    return metrics;
  }

  /** Records a log event and the metrics embedded in it. */
  void log(LogEvent event) {
    logFile.write(event.toJson());
    inspection.logged(event);
    listener.logged(event);
    try {
      event.object().map(EmbeddedMetrics::of).ifPresent(data -> data.forEach(this::write));
    } catch (IllegalArgumentException e) {
      metrics
          .of("AWS/Logs", "LogGroupName", event.function().logging().group())
          .count("EMFValidationErrors", 1);
      listener.erred(event.function().name() + ": " + e.getMessage());
    }
  }

  private void write(MetricDatum datum) {
    metricFile.write(datum.toJson());
    inspection.measured(datum);
    listener.measured(datum);
  }

  @Override
  public void close() throws IOException {
    try (logFile) {
      metricFile.close();
    }
  }
}
