package io.localstream.engine.endpoint;

import io.localstream.engine.cloudwatch.Metrics;

/**
 * The metrics of a stream.
 *
 * @see <a href="https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html">
 *     Metrics of Kinesis</a>
 */
final class StreamMetrics {
  private StreamMetrics() {}

  static Metrics.Resource of(Metrics metrics, String streamName) {
    return metrics.of("AWS/Kinesis", "StreamName", streamName);
  }
}
