package io.localstream.engine.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatisticsRecorderTest {
  private final StatisticsRecorder recorder = new StatisticsRecorder();

  @Test
  void shouldGiveExactPercentiles_whenThereAreManyInvocations() {
    for (int ms = 1000; ms >= 1; ms--) {
      record(ms, Optional.empty());
    }

    assertThat(recorder.statistics().p50Ms()).isEqualTo(500);
    assertThat(recorder.statistics().p99Ms()).isEqualTo(990);
  }

  @Test
  void shouldGivePercentilesOfTheLastInvocationsOnly_whenThereAreMoreThanItKeeps() {
    for (int i = 0; i < StatisticsRecorder.KEPT; i++) {
      record(9_000, Optional.of(8_000));
    }
    for (int i = 0; i < StatisticsRecorder.KEPT; i++) {
      record(i < StatisticsRecorder.KEPT / 2 ? 1 : 2, Optional.of(3));
    }

    assertThat(recorder.statistics())
        .isEqualTo(
            new FunctionStatistics(
                2 * StatisticsRecorder.KEPT, 0, 2 * StatisticsRecorder.KEPT, 3, 1, 2, 64));
  }

  @Test
  void shouldGiveTheMedianOfTheColdStarts_whenSomeInvocationsMetANewEnvironment() {
    record(1, Optional.of(300));
    record(1, Optional.empty());
    record(1, Optional.of(100));
    record(1, Optional.of(200));

    assertThat(recorder.statistics().coldStarts()).isEqualTo(3);
    assertThat(recorder.statistics().initMs()).isEqualTo(200);
  }

  @Test
  void shouldBeZero_whenNothingWasInvoked() {
    assertThat(recorder.statistics()).isEqualTo(new FunctionStatistics(0, 0, 0, 0, 0, 0, 0));
  }

  private void record(int ms, Optional<Integer> coldStartMs) {
    recorder.record(
        new ExecutionEnvironment.Invocation(
            new InvocationResult.Succeeded("id", new byte[0]),
            Duration.ofMillis(ms),
            coldStartMs.map(cold -> new ColdStart(Duration.ofMillis(cold), false)),
            64,
            new byte[0]));
  }
}
