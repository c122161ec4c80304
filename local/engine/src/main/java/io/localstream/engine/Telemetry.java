package io.localstream.engine;

import io.localstream.engine.cloudwatch.EmbeddedMetrics;
import io.localstream.engine.cloudwatch.JsonLinesFile;
import io.localstream.engine.cloudwatch.LogEvent;
import io.localstream.engine.cloudwatch.MetricDatum;
import io.localstream.engine.cloudwatch.Metrics;
import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.time.Clock;

/** Where the logs and metrics of a run go: to their files, and the logs to the listener too. */
final class Telemetry implements AutoCloseable {
  private final PipelineListener listener;
  private final JsonLinesFile logFile;
  private final JsonLinesFile metricFile;
  private final Metrics metrics;

  /**
   * Makes the files, in place of those of the last run.
   *
   * @throws StartException where they can't be made
   */
  Telemetry(PipelineSettings settings, PipelineListener listener, Clock clock) {
    this.listener = listener;
    this.logFile = JsonLinesFile.create(settings.log());
    this.metricFile = JsonLinesFile.create(settings.metrics());
    this.metrics = new Metrics(this::write, clock);
  }

  Metrics metrics() {
    return metrics;
  }

  /** Takes an event of a function's log, and the metrics that it has embedded. */
  void log(LogEvent event) {
    logFile.write(event.toJson());
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
  }

  @Override
  public void close() throws IOException {
    try (logFile) {
      metricFile.close();
    }
  }
}
