package io.kinesispipeline.local.console;

import io.kinesispipeline.local.log.JsonLinesFile;
import io.kinesispipeline.local.log.LogEvent;
import io.kinesispipeline.local.metric.EmbeddedMetrics;
import io.kinesispipeline.local.metric.MetricDatum;
import io.kinesispipeline.local.metric.Metrics;
import java.io.IOException;
import java.time.Clock;

/**
 * Where the logs and metrics of a run go: to their files, and what a person reads to the console.
 */
final class Telemetry implements AutoCloseable {
  private final Console console;
  private final JsonLinesFile logFile;
  private final JsonLinesFile metricFile;
  private final Metrics metrics;

  /**
   * Makes the files, in place of those of the last run.
   *
   * @throws io.kinesispipeline.local.StartException where they can't be made
   */
  Telemetry(RunSettings settings, Console console, Clock clock) {
    this.console = console;
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
    console.log(event);
    try {
      event.object().map(EmbeddedMetrics::of).ifPresent(data -> data.forEach(this::write));
    } catch (IllegalArgumentException e) {
      metrics
          .of("AWS/Logs", "LogGroupName", event.function().logging().group())
          .count("EMFValidationErrors", 1);
      console.error(event.function().name() + ": " + e.getMessage());
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
