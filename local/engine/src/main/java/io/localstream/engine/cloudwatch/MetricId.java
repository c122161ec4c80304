package io.localstream.engine.cloudwatch;

import java.util.Map;

/**
 * Identifies a metric.
 *
 * @param namespace the namespace, for example {@code AWS/Lambda}
 * @param name the metric's name
 * @param dimensions all of the metric's dimensions
 */
public record MetricId(String namespace, String name, Map<String, String> dimensions) {}
