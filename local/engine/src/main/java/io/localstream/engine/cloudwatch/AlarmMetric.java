package io.localstream.engine.cloudwatch;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A metric that an alarm uses.
 *
 * @param namespace the metric's namespace
 * @param name the metric's name
 * @param dimensions all of the metric's dimensions
 * @param statistic the statistic of a period's values
 */
record AlarmMetric(
    String namespace, String name, Map<String, String> dimensions, Statistic statistic)
    implements Datapoints {

  @Override
  public Optional<Double> of(List<MetricDatum> data) {
    double[] values = data.stream().filter(this::isOf).mapToDouble(MetricDatum::value).toArray();
    return values.length == 0 ? Optional.empty() : Optional.of(statistic.of(values));
  }

  /** Returns what identifies the metric. */
  MetricId id() {
    return new MetricId(namespace, name, dimensions);
  }

  private boolean isOf(MetricDatum datum) {
    return datum.id().equals(id());
  }
}
