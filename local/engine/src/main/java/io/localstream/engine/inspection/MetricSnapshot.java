package io.localstream.engine.inspection;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A metric.
 *
 * @param namespace the namespace, for example {@code AWS/Lambda}
 * @param name the metric's name
 * @param dimensions the dimensions
 * @param unit the unit, one of CloudWatch's
 * @param datapoints the statistics of each period that has values
 */
public record MetricSnapshot(
    String namespace,
    String name,
    Map<String, String> dimensions,
    String unit,
    List<Datapoint> datapoints) {
  /**
   * The statistics of one period's values.
   *
   * @param time the start of the period
   * @param sampleCount the number of values
   * @param sum the sum
   * @param minimum the minimum
   * @param maximum the maximum
   * @param p50 the median
   * @param p99 the 99th percentile
   */
  public record Datapoint(
      Instant time,
      long sampleCount,
      double sum,
      double minimum,
      double maximum,
      double p50,
      double p99) {}
}
