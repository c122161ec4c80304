package io.localstream.engine.cloudwatch;

import java.util.List;
import java.util.Optional;

/**
 * Computes what an alarm compares with its threshold: a metric, or an expression over several
 * metrics.
 */
public interface Datapoints {
  /**
   * Returns the datapoint of one period.
   *
   * @param data all metrics of the period
   * @return the value; empty if the datapoint is missing
   */
  Optional<Double> of(List<MetricDatum> data);
}
