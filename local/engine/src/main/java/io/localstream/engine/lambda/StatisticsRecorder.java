package io.localstream.engine.lambda;

import java.time.Duration;
import java.util.Arrays;

/**
 * Records the statistics of a function's invocations. Keeps the durations of the last invocations
 * only. Thread-safe.
 */
final class StatisticsRecorder {
  /** The number of durations of which it returns percentiles. */
  static final int KEPT = 10_000;

  private final RecentDurations durations = new RecentDurations();
  private final RecentDurations coldStarts = new RecentDurations();
  private long errors;
  private int maxMemoryMb;

  synchronized void record(ExecutionEnvironment.Invocation invocation) {
    durations.add(invocation.duration());
    invocation.coldStart().ifPresent(start -> coldStarts.add(start.duration()));
    errors += invocation.result() instanceof InvocationResult.Failed ? 1 : 0;
    maxMemoryMb = Math.max(maxMemoryMb, invocation.maxMemoryMb());
  }

  FunctionStatistics statistics() {
    long[] times;
    long[] coldTimes;
    FunctionStatistics counts;
    synchronized (this) {
      times = durations.copy();
      coldTimes = coldStarts.copy();
      counts =
          new FunctionStatistics(durations.count, errors, coldStarts.count, 0, 0, 0, maxMemoryMb);
    }
    // Sorting takes long, and invocations must not wait for it.
    Arrays.sort(times);
    Arrays.sort(coldTimes);
    return new FunctionStatistics(
        counts.invocations(),
        counts.errors(),
        counts.coldStarts(),
        percentileMs(50, coldTimes),
        percentileMs(50, times),
        percentileMs(99, times),
        counts.maxMemoryMb());
  }

  /** Returns the nearest-rank percentile; 0 without durations. */
  private static double percentileMs(int percent, long[] sortedNanos) {
    if (sortedNanos.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(percent / 100.0 * sortedNanos.length);
    return sortedNanos[Math.max(rank, 1) - 1] / 1e6;
  }

  /** The last durations in a ring buffer, and the number of all. */
  private static final class RecentDurations {
    private final long[] nanos = new long[KEPT];
    private long count;

    void add(Duration duration) {
      nanos[(int) (count % KEPT)] = duration.toNanos();
      count++;
    }

    long[] copy() {
      return Arrays.copyOf(nanos, (int) Math.min(count, KEPT));
    }
  }
}
