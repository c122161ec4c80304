package io.localstream.engine.inspection;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A metric.
 *
 * @param namespace whose metric it is
 * @param name its name
 * @param dimensions what is measured
 * @param unit one of CloudWatch's units
 * @param datapoints its values, added up for each period that has some
 */
public record MetricSnapshot(
    String namespace,
    String name,
    Map<String, String> dimensions,
    String unit,
    List<Datapoint> datapoints) {
  /**
   * The values of one period.
   *
   * @param time the period's start
   * @param sampleCount how many values
   * @param sum of the values
   * @param minimum of the values
   * @param maximum of the values
   * @param p50 their median
   * @param p99 their 99th percentile
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
