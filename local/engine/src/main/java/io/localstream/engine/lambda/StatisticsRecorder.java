package io.localstream.engine.lambda;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Records the statistics of a function's invocations. */
final class StatisticsRecorder {
  private final List<Duration> durations = new ArrayList<>();
  private final List<Duration> coldStarts = new ArrayList<>();
  private long errors;
  private int maxMemoryMb;

  synchronized void record(ExecutionEnvironment.Invocation invocation) {
    durations.add(invocation.duration());
    invocation.coldStart().ifPresent(start -> coldStarts.add(start.duration()));
    errors += invocation.result() instanceof InvocationResult.Failed ? 1 : 0;
    maxMemoryMb = Math.max(maxMemoryMb, invocation.maxMemoryMb());
  }

  synchronized FunctionStatistics statistics() {
    return new FunctionStatistics(
        durations.size(),
        errors,
        coldStarts.size(),
        percentileMs(50, coldStarts),
        percentileMs(50, durations),
        percentileMs(99, durations),
        maxMemoryMb);
  }

  /**
   * Returns the nearest-rank percentile; 0 without durations. Sorts the list in place, because
   * sorting a list that is almost sorted is fast.
   */
  private static double percentileMs(int percent, List<Duration> durations) {
    if (durations.isEmpty()) {
      return 0;
    }
    durations.sort(Comparator.naturalOrder());
    int rank = (int) Math.ceil(percent / 100.0 * durations.size());
    return durations.get(Math.max(rank, 1) - 1).toNanos() / 1e6;
  }
}
