package io.kinesispipeline.consumer;

import io.kinesispipeline.model.Event;
import io.kinesispipeline.model.Metrics;
import io.kinesispipeline.telemetry.EmbeddedMetrics;
import io.kinesispipeline.telemetry.Telemetry;

/** Counts the processed and failed records of a batch. */
final class BatchMetrics {
  private final Telemetry telemetry;
  private final long[] latencies;
  private int consumed;
  private int failed;

  BatchMetrics(Telemetry telemetry, int batchSize) {
    this.telemetry = telemetry;
    latencies = new long[batchSize];
  }

  /** The producer's clock can be ahead of this one, so negative latencies count as 0. */
  void consumed(Event event) {
    latencies[consumed++] = Math.max(0, telemetry.clock().millis() - event.time());
  }

  void failed() {
    failed++;
  }

  void write(String requestId) {
    EmbeddedMetrics metrics =
        telemetry
            .metrics(requestId)
            .count(Metrics.EVENTS_CONSUMED, consumed)
            .count(Metrics.EVENTS_FAILED, failed);
    if (consumed > 0) {
      metrics.milliseconds(Metrics.END_TO_END_LATENCY, latencies, consumed);
    }
    metrics.write();
  }
}
