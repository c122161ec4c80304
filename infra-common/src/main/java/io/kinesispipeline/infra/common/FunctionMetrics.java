package io.kinesispipeline.infra.common;

import io.kinesispipeline.model.Metrics;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Metric;

/**
 * The metrics of a function, over all its versions, in periods of five minutes.
 *
 * @param functionName the function's name
 */
public record FunctionMetrics(String functionName) {
  /** The period of all metrics. */
  public static final Duration PERIOD = Duration.minutes(5);

  private static final String LAMBDA = "AWS/Lambda";

  /**
   * Returns a <a
   * href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html">metric of
   * Lambda</a>.
   *
   * @param name the metric's name, such as {@code Errors}
   * @param statistic the statistic, such as {@code Sum} or {@code p99}
   * @return the metric
   */
  public Metric lambdaMetric(String name, String statistic) {
    return metric(LAMBDA, name, statistic);
  }

  /**
   * Returns a custom metric that the function writes.
   *
   * @param name one of {@link Metrics}
   * @param statistic the statistic, such as {@code Sum} or {@code p99}
   * @return the metric
   */
  public Metric customMetric(String name, String statistic) {
    return metric(Metrics.NAMESPACE, name, statistic);
  }

  private Metric metric(String namespace, String name, String statistic) {
    return Metric.Builder.create()
        .namespace(namespace)
        .metricName(name)
        .dimensionsMap(Map.of(Metrics.FUNCTION_NAME, functionName))
        .statistic(statistic)
        .period(PERIOD)
        .build();
  }
}
