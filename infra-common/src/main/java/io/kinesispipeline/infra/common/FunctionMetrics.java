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
  /** How long a period is. */
  public static final Duration PERIOD = Duration.minutes(5);

  private static final String LAMBDA = "AWS/Lambda";

  /**
   * One that <a
   * href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html">Lambda</a>
   * has.
   *
   * @param name such as {@code Errors}
   * @param statistic such as {@code Sum} or {@code p99}
   * @return the metric
   */
  public Metric ofLambda(String name, String statistic) {
    return metric(LAMBDA, name, statistic);
  }

  /**
   * One that the function itself writes.
   *
   * @param name one of {@link Metrics}
   * @param statistic such as {@code Sum} or {@code p99}
   * @return the metric
   */
  public Metric ofItsOwn(String name, String statistic) {
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
