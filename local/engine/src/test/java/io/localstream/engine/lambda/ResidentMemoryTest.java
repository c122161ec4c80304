package io.localstream.engine.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ResidentMemoryTest {
  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);
  private final Deque<Long> figures = new ArrayDeque<>(List.of(10_000L, 30_000L, 20_000L));
  private final ResidentMemory memory =
      new ResidentMemory(figures::removeFirst, Duration.ofSeconds(1), nanoTime::get);

  @Test
  void shouldLookOnceASecond_whenItIsAskedMoreOften() {
    for (int i = 0; i < 60; i++) {
      pass(Duration.ofMillis(50));
      memory.sample();
    }

    assertThat(figures).isEmpty();
    assertThat(memory.maxMb()).isEqualTo(30);
  }

  @Test
  void shouldLookAtOnceButNotTwiceASecond_whenNothingIsKnownYet() {
    memory.sample();
    assertThat(memory.maxMb()).isZero();

    memory.sampleAtLeastOnce();
    memory.sampleAtLeastOnce();
    pass(Duration.ofMillis(999));
    memory.sampleAtLeastOnce();
    assertThat(memory.maxMb()).isEqualTo(10);

    pass(Duration.ofMillis(1));
    memory.sampleAtLeastOnce();
    assertThat(memory.maxMb()).isEqualTo(30);
  }

  @Test
  void shouldCountAsNone_whenItCannotBeTold() {
    ResidentMemory gone =
        new ResidentMemory(
            () -> {
              throw new IOException("no such process");
            },
            Duration.ZERO,
            nanoTime::get);

    gone.sampleAtLeastOnce();

    assertThat(gone.maxMb()).isZero();
  }

  @Test
  void shouldReadWhatPsSays_whenItIsAskedForThisProcess() throws IOException {
    assertThat(ResidentMemory.psKb(ProcessHandle.current().pid())).isGreaterThan(10_000);
  }

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }
}
