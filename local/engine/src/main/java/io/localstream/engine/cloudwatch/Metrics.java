package io.localstream.engine.cloudwatch;

import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Records the metrics that AWS services emit, under their AWS names.
 *
 * @param sink receives the metrics; several threads call it, and it must not throw
 * @param clock sets the timestamps
 */
public record Metrics(Consumer<MetricDatum> sink, Clock clock) {

  /** Discards all metrics. */
  public static final Metrics NONE = new Metrics(datum -> {}, Clock.systemUTC());

  /**
   * Returns the metrics of one resource.
   *
   * @param namespace for example {@code AWS/Lambda}
   * @param dimension the dimension with the resource's name, for example {@code FunctionName}
   * @param resource the resource's name
   */
  public ResourceMetrics of(String namespace, String dimension, String resource) {
    return new ResourceMetrics(this, namespace, Map.of(dimension, resource));
  }

  /** Records the metrics of one resource. */
  public record ResourceMetrics(Metrics metrics, String namespace, Map<String, String> dimensions) {

    /**
     * Records a count. Record 0 too: CloudWatch treats 0 and missing data differently.
     *
     * @param name the name of the metric
     * @param number the count
     */
    public void count(String name, long number) {
      put(name, "Count", (double) number);
    }

    /** Records a duration in milliseconds. */
    public void milliseconds(String name, double value) {
      put(name, "Milliseconds", value);
    }

    private void put(String name, String unit, double value) {
      metrics
          .sink()
          .accept(
              new MetricDatum(metrics.clock().instant(), namespace, name, dimensions, unit, value));
    }
  }
}
