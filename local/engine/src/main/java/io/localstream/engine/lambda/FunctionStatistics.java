package io.localstream.engine.lambda;

/**
 * What was measured of a function's invocations.
 *
 * @param invocations invocations that ran, throttled ones excluded
 * @param errors those that failed
 * @param coldStarts those that met a new execution environment
 * @param initMs the median of the cold starts' init (with SnapStart: restore) durations
 * @param p50Ms the median duration
 * @param p99Ms the 99th percentile of the durations
 * @param maxMemoryMb the most memory that one of its processes held
 */
public record FunctionStatistics(
    long invocations,
    long errors,
    long coldStarts,
    double initMs,
    double p50Ms,
    double p99Ms,
    int maxMemoryMb) {}
