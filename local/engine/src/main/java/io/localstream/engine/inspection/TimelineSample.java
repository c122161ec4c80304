package io.localstream.engine.inspection;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What was counted since the run began, and what was measured since the last sample.
 *
 * @param time when the sample was taken
 * @param produced records that the streams accepted
 * @param processed records that were checkpointed as processed, at all mappings
 * @param failed records that were given up, at all mappings
 * @param batches batches that were sent to functions, at all mappings, retries included
 * @param sent records in these batches
 * @param restarts execution environments that were started or restored
 * @param faults faults that were injected
 * @param behindRecords how many records the mapping that is furthest behind is behind
 * @param behindBy how long ago the oldest of them was accepted
 * @param durations of the invocations that ended since the last sample, by function
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
