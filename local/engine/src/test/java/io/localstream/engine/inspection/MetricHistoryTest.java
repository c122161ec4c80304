package io.localstream.engine.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.cloudwatch.MetricDatum;
import io.localstream.engine.inspection.MetricSnapshot.Datapoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetricHistoryTest {
  private static final Instant START = Instant.parse("2026-01-02T03:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final MetricHistory history = new MetricHistory(Duration.ofMinutes(10));

  @Test
  void shouldAddUpTheValuesOfEachPeriod() {
    add(0, 1);
    add(59, 5);
    add(59, 3);
    add(60, 2);

    assertThat(history.snapshots(id -> id.name().equals("M"), MINUTE))
        .containsExactly(
            new MetricSnapshot(
                "N",
                "M",
                Map.of(),
                "Count",
                List.of(
                    new Datapoint(START, 3, 9, 1, 5, 3, 5),
                    new Datapoint(START.plus(MINUTE), 1, 2, 2, 2, 2, 2))));
    assertThat(history.snapshots(id -> id.name().equals("other"), MINUTE)).isEmpty();
  }

  @Test
  void shouldForgetValues_whenTheyAreOld() {
    add(0, 1);
    add(601, 2);

    assertThat(history.of(Set.of(datum(0, 1).id()), START, START.plusSeconds(700)))
        .containsExactly(datum(601, 2));
  }

  private void add(int second, double value) {
    history.add(datum(second, value));
  }

  private static MetricDatum datum(int second, double value) {
    return new MetricDatum(START.plusSeconds(second), "N", "M", Map.of(), "Count", value);
  }
}
