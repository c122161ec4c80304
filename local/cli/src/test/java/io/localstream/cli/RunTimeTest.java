package io.localstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunTimeTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final RunTime time = new RunTime(Duration.ofSeconds(10), START);

  @Test
  void shouldBeUp_whenTheTimeHasPassed() {
    assertThat(isUp(false, 9.999)).isFalse();
    assertThat(isUp(false, 10)).isTrue();
  }

  @Test
  void shouldNotCountTheTimeAtABreakpoint() {
    assertThat(isUp(false, 4)).isFalse();
    assertThat(isUp(true, 3_600)).isFalse();
    assertThat(isUp(false, 3_605.9)).isFalse();
    assertThat(isUp(false, 3_606)).isTrue();
  }

  private boolean isUp(boolean stopped, double seconds) {
    return time.isUp(stopped, START.plusMillis((long) (seconds * 1000)));
  }
}
