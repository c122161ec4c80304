package io.localstream.engine.cloudwatch;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the metrics that it is given. */
public final class RecordedMetrics {
  private final List<MetricDatum> data = new CopyOnWriteArrayList<>();

  /** What parts under test are given. */
  public Metrics metrics() {
    return metrics(Clock.systemUTC());
  }

  Metrics metrics(Clock clock) {
    return new Metrics(data::add, clock);
  }

  /** All of them, in the order in which they came. */
  public List<MetricDatum> all() {
    return List.copyOf(data);
  }

  /** The values of one metric, in the order in which they came. */
  public List<Double> values(String name, Map<String, String> dimensions) {
    return data.stream()
        .filter(datum -> datum.name().equals(name) && datum.dimensions().equals(dimensions))
        .map(MetricDatum::value)
        .toList();
  }
}
