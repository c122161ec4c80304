package io.localstream.engine.cloudwatch;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records the metrics that it receives. */
public final class RecordedMetrics {
  private final List<MetricDatum> data = new CopyOnWriteArrayList<>();

  /** Returns the metrics to pass to the parts under test. */
  public Metrics metrics() {
    return metrics(Clock.systemUTC());
  }

  Metrics metrics(Clock clock) {
    return new Metrics(data::add, clock);
  }

  /** Returns all values, in the order in which they came. */
  public List<MetricDatum> all() {
    return List.copyOf(data);
  }

  /** Returns the values of one metric, in the order in which they came. */
  public List<Double> values(String name, Map<String, String> dimensions) {
    return data.stream()
        .filter(datum -> datum.name().equals(name) && datum.dimensions().equals(dimensions))
        .map(MetricDatum::value)
        .toList();
  }
}
