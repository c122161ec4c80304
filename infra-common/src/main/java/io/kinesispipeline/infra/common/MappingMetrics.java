package io.kinesispipeline.infra.common;

import java.util.Map;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.Stats;

/**
 * The <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html#event-source-mapping-metrics">event
 * counts</a> of an event source mapping.
 *
 * @param uuid the UUID of the event source mapping
 */
public record MappingMetrics(String uuid) {
  /**
   * Returns the records that were read from the stream; 0 if a read found none.
   *
   * @return sums over {@link FunctionMetrics#PERIOD}
   */
  public Metric polled() {
    return metric("PolledEventCount");
  }

  /**
   * Returns the records that were discarded and sent to the on-failure destination.
   *
   * @return sums over {@link FunctionMetrics#PERIOD}
   */
  public Metric kept() {
    return metric("OnFailureDestinationDeliveredEventCount");
  }

  /**
   * Returns the records that were discarded and did not reach the on-failure destination.
   *
   * @return sums over {@link FunctionMetrics#PERIOD}
   */
  public Metric dropped() {
    return metric("DroppedEventCount");
  }

  private Metric metric(String name) {
    return Metric.Builder.create()
        .namespace("AWS/Lambda")
        .metricName(name)
        .dimensionsMap(Map.of("EventSourceMappingUUID", uuid))
        .statistic(Stats.SUM)
        .period(FunctionMetrics.PERIOD)
        .build();
  }
}
