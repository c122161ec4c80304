package io.localstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.records.ScheduledWait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitNoticesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final ScheduledWait ATTEMPT =
      new ScheduledWait("shard 0: attempt 7", NOW.plusMillis(31_900));

  private final List<String> said = new ArrayList<>();
  private final WaitNotices notices = new WaitNotices(said::add);

  @Test
  void shouldNameAWaitOnce_whenItGoesOn() {
    notices.name(List.of(ATTEMPT), NOW);
    notices.name(List.of(ATTEMPT), NOW.plusSeconds(5));

    assertThat(said).containsExactly("shard 0: attempt 7 in 32 s");
  }

  @Test
  void shouldNameEachOfThem_whenThereAreSeveral() {
    ScheduledWait next = new ScheduledWait("shard 0: attempt 8", NOW.plusSeconds(64));
    notices.name(List.of(ATTEMPT, next), NOW);

    assertThat(said).containsExactly("shard 0: attempt 7 in 32 s", "shard 0: attempt 8 in 64 s");
  }

  @Test
  void shouldNotNameAWait_whenItIsShort() {
    notices.name(List.of(new ScheduledWait("shard 0: attempt 2", NOW.plusMillis(999))), NOW);

    assertThat(said).isEmpty();
  }
}
