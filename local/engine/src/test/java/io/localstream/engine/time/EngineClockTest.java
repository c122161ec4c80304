package io.localstream.engine.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineClockTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration REAL = Duration.ofSeconds(60);

  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final List<String> done = new CopyOnWriteArrayList<>();
  private final EngineClock clock = EngineClock.skipping();
  private final EngineTimer timer = new EngineTimer(clock, "test", failures::add);

  @AfterEach
  void stop() {
    timer.stop();
    clock.close();
  }

  @Test
  void shouldSkipEachWaitInItsOrder_whenSomethingIsAwaited() throws Exception {
    Instant start = clock.instant();
    timer.after(Duration.ofHours(2), () -> done.add("two hours"));
    timer.after(Duration.ofHours(1), () -> done.add("an hour"));

    assertThat(clock.await(() -> done.size() == 2, DAY, REAL)).isTrue();

    assertThat(done).containsExactly("an hour", "two hours");
    assertThat(Duration.between(start, clock.instant()))
        .isBetween(Duration.ofHours(2), Duration.ofHours(3));
  }

  @Test
  void shouldSkipNothing_whenNobodyAwaitsAnything() {
    long start = clock.nanoTime();
    timer.after(Duration.ofHours(1), () -> done.add("an hour"));
    timer.execute(() -> done.add("at once"));
    await().until(() -> !done.isEmpty());

    assertThat(Duration.ofNanos(clock.nanoTime() - start)).isLessThan(Duration.ofMinutes(30));
    assertThat(done).containsExactly("at once");
  }

  @Test
  void shouldStandStill_whileSomethingIsUnderWay() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    timer.after(Duration.ofHours(1), () -> done.add("an hour"));
    clock.run(
        executor,
        () -> {
          for (int i = 0; i < 10_000; i++) {
            Thread.onSpinWait();
          }
          done.add("work");
        });

    assertThat(clock.await(() -> done.size() == 2, DAY, REAL)).isTrue();
    executor.shutdown();

    assertThat(done).containsExactly("work", "an hour");
  }

  @Test
  void shouldSaySo_whenNothingIsLeftToWaitFor() throws Exception {
    timer.after(Duration.ofHours(1), () -> done.add("an hour"));
    timer.poll(Duration.ofMinutes(1), clock.changes(), () -> done.add("nothing new"));

    assertThat(clock.await(() -> false, DAY, REAL)).isFalse();

    assertThat(done).containsExactly("an hour");
  }

  @Test
  void shouldPollAtItsTime_whenSomethingHasChanged() throws Exception {
    long seen = clock.changes();
    Instant start = clock.instant();
    timer.poll(Duration.ofMinutes(1), seen, () -> done.add("found"));
    clock.changed();

    assertThat(clock.await(() -> !done.isEmpty(), DAY, REAL)).isTrue();

    assertThat(Duration.between(start, clock.instant()))
        .isBetween(Duration.ofMinutes(1), Duration.ofMinutes(2));
  }

  @Test
  void shouldPassNoMoreThanTheLimit_whenWhatIsAwaitedComesLater() throws Exception {
    long start = clock.nanoTime();
    timer.after(Duration.ofHours(5), () -> done.add("five hours"));

    assertThat(clock.await(() -> !done.isEmpty(), Duration.ofHours(1), REAL)).isFalse();

    assertThat(Duration.ofNanos(clock.nanoTime() - start))
        .isBetween(Duration.ofHours(1), Duration.ofHours(2));
  }

  @Test
  void shouldDoWhatIsDueMeanwhile_whenATimePasses() throws Exception {
    timer.after(Duration.ofHours(1), () -> done.add("an hour"));
    timer.after(Duration.ofHours(24), () -> done.add("a day"));

    assertThat(clock.advance(Duration.ofHours(23), REAL)).isTrue();

    assertThat(done).containsExactly("an hour");
  }

  @Test
  void shouldDoLateWhatWasDueMeanwhile_whenTheTimeWasSkipped() throws Exception {
    List<Instant> times = new CopyOnWriteArrayList<>();
    Instant start = clock.instant();
    timer.after(Duration.ofHours(1), () -> times.add(clock.instant()));

    clock.skip(Duration.ofHours(23));
    assertThat(times).isEmpty();

    assertThat(clock.await(() -> !times.isEmpty(), DAY, REAL)).isTrue();
    assertThat(Duration.between(start, times.get(0))).isGreaterThan(Duration.ofHours(22));
  }

  @Test
  void shouldReportAndGoOn_whenATaskFails() throws Exception {
    timer.after(
        Duration.ofHours(1),
        () -> {
          throw new IllegalStateException("broken");
        });
    timer.after(Duration.ofHours(2), () -> done.add("after it"));

    assertThat(clock.await(() -> !done.isEmpty(), DAY, REAL)).isTrue();

    assertThat(failures).hasSize(1);
    assertThat(failures.get(0)).hasMessage("broken");
  }

  @Test
  void shouldRunNothing_whenItWasCancelledOrTheTimerIsStopped() throws Exception {
    Cancellable cancel = timer.after(Duration.ofHours(1), () -> done.add("cancelled"));
    timer.after(Duration.ofHours(2), () -> done.add("stopped"));

    assertThat(cancel.cancel()).isTrue();
    assertThat(timer.stop()).isEqualTo(1);

    assertThat(clock.await(() -> false, DAY, REAL)).isFalse();
    assertThat(done).isEmpty();
    assertThatThrownBy(() -> timer.after(Duration.ZERO, () -> {}))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void shouldRunAtTheirTime_whenItIsTheSystemsClock() {
    AtomicInteger nanos = new AtomicInteger();
    try (EngineClock system = EngineClock.of(Clock.systemUTC(), nanos::get)) {
      EngineTimer real = new EngineTimer(system, "real", failures::add);
      real.after(Duration.ofNanos(1_000), () -> done.add("due"));
      real.execute(() -> done.add("at once"));
      await().until(() -> done.contains("at once"));
      assertThat(done).doesNotContain("due");

      nanos.set(2_000);
      await().until(() -> done.contains("due"));
      real.stop();
    }
  }
}
