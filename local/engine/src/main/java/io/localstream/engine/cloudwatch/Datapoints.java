package io.localstream.engine.cloudwatch;

import java.util.List;
import java.util.Optional;

/** What an alarm compares with its threshold: a metric, or an expression over several. */
public interface Datapoints {
  /**
   * The datapoint of one period.
   *
   * @param data all metrics of the period
   * @return its value; empty where it is missing
   */
  Optional<Double> of(List<MetricDatum> data);
}
