package io.localstream.engine.lambda;

/**
 * Statistics of a function's invocations. The percentiles are of the last 10,000 invocations.
 *
 * @param invocations the number of invocations, without throttled ones
 * @param errors the number of failed invocations
 * @param coldStarts the number of invocations in a new execution environment
 * @param initMs the median duration of init, or of restore with SnapStart, in the last 10,000 cold
 *     starts
 * @param p50Ms the median duration
 * @param p99Ms the 99th percentile of the durations
 * @param maxMemoryMb the peak memory of a process
 */
public record FunctionStatistics(
    long invocations,
    long errors,
    long coldStarts,
    double initMs,
    double p50Ms,
    double p99Ms,
    int maxMemoryMb) {}
