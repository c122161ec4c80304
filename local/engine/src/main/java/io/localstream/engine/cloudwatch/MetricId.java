package io.localstream.engine.cloudwatch;

import java.util.Map;

/**
 * Names a metric.
 *
 * @param namespace whose metric it is, as in {@code AWS/Lambda}
 * @param name the metric's name
 * @param dimensions what is measured, all of its dimensions
 */
public record MetricId(String namespace, String name, Map<String, String> dimensions) {}
