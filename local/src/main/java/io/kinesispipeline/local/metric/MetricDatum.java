package io.kinesispipeline.local.metric;

import java.time.Instant;
import java.util.Map;

/**
 * A value of a metric.
 *
 * @param time when it was measured
 * @param namespace whose metric it is, as in {@code AWS/Lambda}
 * @param name the metric's name
 * @param dimensions what it was measured of
 * @param unit one of CloudWatch's units, as in {@code Count} or {@code Milliseconds}
 * @param value the value
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html">MetricDatum</a>
 */
public record MetricDatum(
    Instant time,
    String namespace,
    String name,
    Map<String, String> dimensions,
    String unit,
    double value) {}
