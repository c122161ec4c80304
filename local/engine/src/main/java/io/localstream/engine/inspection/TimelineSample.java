package io.localstream.engine.inspection;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Counts since the run began, and durations since the last sample.
 *
 * @param time when the sample was taken
 * @param produced records that the streams accepted
 * @param processed records that all mappings checkpointed as processed
 * @param failed records that all mappings discarded
 * @param batches batches that all mappings sent to functions, retries included
 * @param sent records in these batches
 * @param restarts execution environments that were started or restored
 * @param faults faults that were injected
 * @param behindRecords the number of records that the checkpoints of the mapping furthest behind
 *     have not passed
 * @param behindBy how long ago the stream accepted the oldest of these
 * @param durations the durations of the invocations that ended since the last sample, by function
 */
public record TimelineSample(
    Instant time,
    long produced,
    long processed,
    long failed,
    long batches,
    long sent,
    long restarts,
    long faults,
    long behindRecords,
    Duration behindBy,
    Map<String, Percentiles> durations) {
  /**
   * Percentiles of durations, in milliseconds.
   *
   * @param p50 the median
   * @param p99 the 99th percentile
   */
  public record Percentiles(double p50, double p99) {}
}
