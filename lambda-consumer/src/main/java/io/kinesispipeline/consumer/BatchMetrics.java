package io.kinesispipeline.consumer;

import io.kinesispipeline.model.Event;
import io.kinesispipeline.model.Metrics;
import io.kinesispipeline.telemetry.EmbeddedMetrics;
import io.kinesispipeline.telemetry.Telemetry;

/** Counts what becomes of a batch's records. */
final class BatchMetrics {
  private final Telemetry telemetry;
  private final long[] latencies;
  private int consumed;
  private int failed;

  BatchMetrics(Telemetry telemetry, int batchSize) {
    this.telemetry = telemetry;
    latencies = new long[batchSize];
  }

  /** A producer's clock may be ahead of this one: no event takes less than no time. */
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
