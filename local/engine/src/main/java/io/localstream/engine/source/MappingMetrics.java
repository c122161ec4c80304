package io.localstream.engine.source;

import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.cloudwatch.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Lambda's metrics of an event source mapping: the age of the records that it sends and, if the
 * mapping has the metric {@code EventCount}, their number. Polls without records are not counted,
 * because there are several each second.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html">Types
 *     of metrics for Lambda functions</a>
 */
final class MappingMetrics {
  private static final String NAMESPACE = "AWS/Lambda";

  private final Metrics.ResourceMetrics ofFunction;
  private final Metrics.ResourceMetrics ofMapping;

  MappingMetrics(EventSourceMapping mapping, Metrics metrics) {
    this.ofFunction = metrics.of(NAMESPACE, "FunctionName", mapping.functionName());
    this.ofMapping =
        (mapping.countsEvents() ? metrics : Metrics.NONE)
            .of(NAMESPACE, "EventSourceMappingUUID", mapping.uuid());
  }

  void polled(List<StreamRecord> records) {
    if (!records.isEmpty()) {
      ofMapping.count("PolledEventCount", records.size());
      long selected = records.stream().filter(StreamRecord::selected).count();
      ofMapping.count("FilteredOutEventCount", records.size() - selected);
    }
  }

  /** Counts a batch that is sent. Its iterator age is the age of its last record. */
  void sent(List<StreamRecord> batch, Instant now) {
    Instant arrival = batch.get(batch.size() - 1).arrival();
    ofFunction.milliseconds(
        "IteratorAge", (double) Math.max(0, Duration.between(arrival, now).toMillis()));
    ofMapping.count("InvokedEventCount", batch.size());
  }

  /**
   * Counts the records that failed: the reported record and those after it, which are sent again.
   */
  void answered(List<StreamRecord> batch, BatchOutcome outcome) {
    ofMapping.count("FailedInvokeEventCount", batch.size() - outcome.processed(batch.size()));
  }

  /** Counts records that the on-failure destination accepted. */
  void kept(int records) {
    ofMapping.count("OnFailureDestinationDeliveredEventCount", records);
  }

  /** Counts records that were discarded without an on-failure destination. */
  void dropped(int records) {
    ofMapping.count("DroppedEventCount", records);
  }

  /**
   * Counts records that the on-failure destination did not accept. Lambda counts these as dropped,
   * too.
   */
  void notDelivered(int records) {
    ofFunction.count("DestinationDeliveryFailures", 1);
    dropped(records);
  }
}
