package io.localstream.engine.inspection;

import io.localstream.engine.cloudwatch.MetricDatum;
import io.localstream.engine.cloudwatch.MetricId;
import io.localstream.engine.inspection.MetricSnapshot.Datapoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Keeps the metrics of the retention period, up to a maximum number of values. Thread-safe. */
final class MetricHistory {
  private static final int MOST = 200_000;

  private final Duration retention;
  private final Deque<MetricDatum> inOrder = new ArrayDeque<>();
  private final Map<MetricId, Deque<MetricDatum>> byMetric = new LinkedHashMap<>();

  /** Creates a history that keeps values for a period. */
  MetricHistory(Duration retention) {
    this.retention = retention;
  }

  synchronized void add(MetricDatum datum) {
    inOrder.add(datum);
    byMetric.computeIfAbsent(datum.id(), id -> new ArrayDeque<>()).add(datum);
    Instant oldest = datum.time().minus(retention);
    while (inOrder.size() > MOST || inOrder.peek().time().isBefore(oldest)) {
      byMetric.get(inOrder.poll().id()).poll();
    }
  }

  /** Returns the values of metrics from {@code start}, inclusive, to {@code end}, exclusive. */
  synchronized List<MetricDatum> of(Collection<MetricId> metrics, Instant start, Instant end) {
    return metrics.stream()
        .flatMap(id -> byMetric.getOrDefault(id, new ArrayDeque<>()).stream())
        .filter(datum -> !datum.time().isBefore(start) && datum.time().isBefore(end))
        .toList();
  }

  /** Returns the metrics with the statistics of each period. */
  synchronized List<MetricSnapshot> snapshots(Predicate<MetricId> filter, Duration period) {
    return byMetric.entrySet().stream()
        .filter(entry -> filter.test(entry.getKey()) && !entry.getValue().isEmpty())
        .map(entry -> snapshot(entry.getKey(), entry.getValue(), period))
        .toList();
  }

  private static MetricSnapshot snapshot(MetricId id, Deque<MetricDatum> data, Duration period) {
    Map<Instant, double[]> byPeriod =
        data.stream()
            .collect(
                Collectors.groupingBy(
                    datum -> periodStart(datum.time(), period),
                    TreeMap::new,
                    Collectors.collectingAndThen(
                        Collectors.toList(),
                        list -> list.stream().mapToDouble(MetricDatum::value).sorted().toArray())));
    return new MetricSnapshot(
        id.namespace(),
        id.name(),
        id.dimensions(),
        data.peekLast().unit(),
        byPeriod.entrySet().stream().map(e -> datapoint(e.getKey(), e.getValue())).toList());
  }

  /** Returns the start of a time's period. Periods begin at multiples of their length. */
  static Instant periodStart(Instant time, Duration period) {
    long millis = period.toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), millis) * millis);
  }

  private static Datapoint datapoint(Instant start, double[] sorted) {
    return new Datapoint(
        start,
        sorted.length,
        Arrays.stream(sorted).sum(),
        sorted[0],
        sorted[sorted.length - 1],
        percentile(0.5, sorted),
        percentile(0.99, sorted));
  }

  private static double percentile(double part, double[] sorted) {
    return sorted[Math.max(1, (int) Math.ceil(part * sorted.length)) - 1];
  }
}
