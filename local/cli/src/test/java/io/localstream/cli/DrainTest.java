package io.localstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrainTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Drain drain = new Drain(Duration.ofSeconds(30), 0, START);

  @Test
  void shouldEnd_whenNothingIsSettledForSoLong() {
    assertThat(isOver(0, 29.999)).isFalse();
    assertThat(isOver(0, 30)).isTrue();
  }

  @Test
  void shouldGoOn_whenSomethingIsSettledNowAndThen() {
    assertThat(isOver(1, 29)).isFalse();
    assertThat(isOver(2, 58)).isFalse();
    assertThat(isOver(2, 87.9)).isFalse();
    assertThat(isOver(2, 88)).isTrue();
  }

  @Test
  void shouldWaitForARetryAndItsOutcome_whenItIsScheduledAlready() {
    assertThat(isOver(0, 1, 61)).isFalse();
    assertThat(isOver(0, 60, 61)).as("before the retry").isFalse();
    assertThat(isOver(0, 90.9)).as("while it is under way").isFalse();
    assertThat(isOver(0, 91)).isTrue();
  }

  @Test
  void shouldWaitForTheLastOfThem_whenSeveralAreScheduled() {
    assertThat(isOver(0, 1, 40, 100, 50)).isFalse();
    assertThat(isOver(0, 129)).isFalse();
    assertThat(isOver(0, 130)).isTrue();
  }

  @Test
  void shouldNotWaitForEver_whenEachRetryFailsAndSchedulesTheNext() {
    assertThat(isOver(0, 29, 40)).isFalse();
    assertThat(isOver(0, 41, 60)).isFalse();
    assertThat(isOver(0, 61, 100)).isFalse();
    assertThat(isOver(0, 70, 100)).isTrue();
  }

  @Test
  void shouldForgetAWait_whenItEndedWithProgress() {
    assertThat(isOver(0, 1, 100)).isFalse();
    assertThat(isOver(1, 20)).isFalse();
    assertThat(isOver(1, 50)).isTrue();
  }

  @Test
  void shouldEndAtOnce_whenItIsNotToWait() {
    Drain none = new Drain(Duration.ZERO, 0, START);

    assertThat(none.isOver(0, List.of(START.plusSeconds(9)), START)).isTrue();
  }

  private boolean isOver(int settled, double seconds, double... waits) {
    return drain.isOver(
        settled, Arrays.stream(waits).mapToObj(DrainTest::at).toList(), at(seconds));
  }

  private static Instant at(double seconds) {
    return START.plusMillis(Math.round(seconds * 1e3));
  }
}
