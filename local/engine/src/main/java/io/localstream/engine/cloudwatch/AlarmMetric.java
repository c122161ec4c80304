package io.localstream.engine.cloudwatch;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A metric that an alarm looks at.
 *
 * @param namespace its namespace
 * @param name its name
 * @param dimensions its dimensions, all of them
 * @param statistic what of a period's values counts
 */
record AlarmMetric(
    String namespace, String name, Map<String, String> dimensions, Statistic statistic)
    implements Datapoints {

  @Override
  public Optional<Double> of(List<MetricDatum> data) {
    double[] values = data.stream().filter(this::isOf).mapToDouble(MetricDatum::value).toArray();
    return values.length == 0 ? Optional.empty() : Optional.of(statistic.of(values));
  }

  /** Which metric it is. */
  MetricId id() {
    return new MetricId(namespace, name, dimensions);
  }

  private boolean isOf(MetricDatum datum) {
    return datum.id().equals(id());
  }
}
