package io.localstream.engine.inspection;

import io.localstream.engine.inspection.InvocationSnapshot.Outcome;
import io.localstream.engine.inspection.MappingSnapshot.MappingCounts;
import io.localstream.engine.inspection.TimelineSample.Percentiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Keeps a sample of each second of the last minutes, so that a page shows them even if you open it
 * later. Thread-safe.
 */
public final class RunTimeline {
  /** How often a sample is taken. */
  public static final Duration INTERVAL = Duration.ofSeconds(1);

  private static final int MOST = 600;
  private static final int MOST_INVOCATIONS = 1_000;

  private final Inspection inspection;
  private final Deque<TimelineSample> samples = new ArrayDeque<>();
  private long lastChange;

  /**
   * Creates a timeline without samples.
   *
   * @param inspection the source of the samples
   */
  public RunTimeline(Inspection inspection) {
    this.inspection = inspection;
  }

  /**
   * Takes a sample.
   *
   * @param now the time of the sample
   */
  public synchronized void sample(Instant now) {
    long change = inspection.lastChange();
    List<MappingSnapshot> mappings = inspection.mappings();
    Overview overview = inspection.overview();
    List<MappingCounts> counts = mappings.stream().map(MappingSnapshot::counts).toList();
    samples.add(
        new TimelineSample(
            now,
            overview.produced(),
            counts.stream().mapToLong(MappingCounts::processed).sum(),
            counts.stream().mapToLong(c -> c.failed() + c.lost()).sum(),
            counts.stream().mapToLong(MappingCounts::batches).sum(),
            counts.stream().mapToLong(MappingCounts::sent).sum(),
            inspection.functions().stream().mapToLong(f -> f.statistics().coldStarts()).sum(),
            inspection.faults().values().stream().mapToLong(Long::longValue).sum(),
            overview.behindRecords(),
            overview.behindBy(),
            durations()));
    lastChange = change;
    if (samples.size() > MOST) {
      samples.remove();
    }
  }

  private Map<String, Percentiles> durations() {
    return inspection
        .invocations(lastChange, i -> i.outcome() != Outcome.UNDER_WAY, MOST_INVOCATIONS)
        .stream()
        .collect(
            Collectors.groupingBy(
                InvocationSnapshot::functionName,
                TreeMap::new,
                Collectors.collectingAndThen(Collectors.toList(), RunTimeline::percentiles)));
  }

  private static Percentiles percentiles(List<InvocationSnapshot> invocations) {
    double[] sorted =
        invocations.stream()
            .mapToDouble(i -> i.duration().orElse(Duration.ZERO).toNanos() / 1e6)
            .sorted()
            .toArray();
    return new Percentiles(rank(0.5, sorted), rank(0.99, sorted));
  }

  private static double rank(double part, double[] sorted) {
    return sorted[Math.max(1, (int) Math.ceil(part * sorted.length)) - 1];
  }

  /** Returns the samples after a time, in milliseconds since 1970, oldest first. */
  synchronized List<TimelineSample> after(long millis) {
    return samples.stream().filter(sample -> sample.time().toEpochMilli() > millis).toList();
  }
}
