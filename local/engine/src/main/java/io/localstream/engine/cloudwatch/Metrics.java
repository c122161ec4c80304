package io.localstream.engine.cloudwatch;

import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Takes the metrics that the parts of a run measure of themselves, under the names that AWS has for
 * them.
 *
 * @param sink takes them; called by several threads, and must not throw
 * @param clock tells when they are measured
 */
public record Metrics(Consumer<MetricDatum> sink, Clock clock) {

  /** Keeps nothing. */
  public static final Metrics NONE = new Metrics(datum -> {}, Clock.systemUTC());

  /**
   * The metrics of one resource.
   *
   * @param namespace its service's, as in {@code AWS/Lambda}
   * @param dimension the dimension that names the resource, as in {@code FunctionName}
   * @param resource its name
   * @return where its metrics go
   */
  public Resource of(String namespace, String dimension, String resource) {
    return new Resource(this, namespace, Map.of(dimension, resource));
  }

  /**
   * Where the metrics of one resource go.
   *
   * @param metrics takes them
   * @param namespace its service's
   * @param dimensions its name
   */
  public record Resource(Metrics metrics, String namespace, Map<String, String> dimensions) {

    /**
     * Counts.
     *
     * @param name the metric's name
     * @param number how many, 0 included: a metric that is 0 is not one that is missing
     */
    public void count(String name, long number) {
      put(name, "Count", (double) number);
    }

    /**
     * Measures a time.
     *
     * @param name the metric's name
     * @param value how long
     */
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
