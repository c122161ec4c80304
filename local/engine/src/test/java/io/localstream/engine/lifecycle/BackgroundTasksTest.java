package io.localstream.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackgroundTasksTest {
  private static final String REPORT =
      "The run cannot continue, because its task failed: java.lang.AssertionError: broken";

  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final BackgroundTasks background = new BackgroundTasks(failures::add);

  @Test
  void shouldReport_whenATaskFails() {
    background.run("task", BackgroundTasksTest::fail);

    await().untilAsserted(() -> assertThat(failures).containsExactly(REPORT));
  }

  @Test
  void shouldReportNothing_whenATaskEndsOrIsInterrupted() {
    CountDownLatch ended = new CountDownLatch(2);
    background.run("task", ended::countDown);
    background.run(
        "task",
        () -> {
          ended.countDown();
          throw new InterruptedException();
        });

    await().until(() -> ended.getCount() == 0);
    assertThat(failures).isEmpty();
  }

  @Test
  void shouldReportOnce_whenARepeatedTaskFails() {
    AtomicInteger runs = new AtomicInteger();
    ScheduledExecutorService timer = background.timer("task");
    Future<?> unused =
        timer.scheduleWithFixedDelay(
            () -> {
              if (runs.incrementAndGet() == 3) {
                fail();
              }
            },
            0,
            1,
            TimeUnit.MILLISECONDS);

    await().untilAsserted(() -> assertThat(failures).containsExactly(REPORT));
    assertThat(runs).hasValue(3);
    timer.shutdownNow();
  }

  @Test
  void shouldReport_whenWhatFollowsAResultFails() {
    CompletableFuture<String> result = new CompletableFuture<>();
    background.then("task", result, text -> fail());
    assertThat(failures).isEmpty();

    result.complete("done");

    assertThat(failures).containsExactly(REPORT);
  }

  @Test
  void shouldReport_whenWhatIsToBeFollowedFails() {
    background.then(
        "task", CompletableFuture.failedFuture(new AssertionError("broken")), result -> {});

    assertThat(failures).containsExactly(REPORT);
  }

  @Test
  void shouldReportAndGoOn_whenAWorkersTaskFails() {
    AtomicInteger runs = new AtomicInteger();
    ExecutorService workers = background.workers("task");
    workers.execute(BackgroundTasksTest::fail);
    workers.execute(runs::incrementAndGet);

    await().untilAsserted(() -> assertThat(failures).containsExactly(REPORT));
    await().untilAtomic(runs, org.hamcrest.Matchers.is(1));
    workers.shutdownNow();
  }

  @Test
  void shouldReportNothing_whenATaskFailsBecauseItIsShutDown() throws Exception {
    CountDownLatch started = new CountDownLatch(2);
    Runnable task =
        () -> {
          started.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            fail();
          }
        };
    ScheduledExecutorService timer = background.timer("task");
    ExecutorService workers = background.workers("task");
    timer.execute(task);
    workers.execute(task);
    started.await();

    timer.shutdownNow();
    workers.shutdownNow();

    assertThat(timer.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(workers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(failures).isEmpty();
  }

  @Test
  void shouldGiveTheFailureToTheCaller_whenTheCallerAwaitsTheResult() {
    assertThatThrownBy(
            () ->
                BackgroundTasks.result(
                    BackgroundTasks.start(
                        "task",
                        () -> {
                          throw new AssertionError("broken");
                        })))
        .isInstanceOf(StartException.class)
        .hasMessage("The run cannot start: java.lang.AssertionError: broken");
  }

  /**
   * These classes can create threads themselves: the event loop reports its own failures, timers
   * pass each failure to their creator, the clock only passes tasks to timers, and the running
   * parts have a shutdown hook.
   */
  @Test
  void shouldBeTheOnlyWayToStartAThread() throws IOException {
    Pattern start =
        Pattern.compile(
            "new Thread\\(|Executors\\.|PoolExecutor\\(|new Timer\\(|ForkJoinPool|(supply|run)Async\\("
                + "|\\.parallel(Stream)?\\(|Thread\\.(ofVirtual|startVirtualThread)");
    List<String> starting = new ArrayList<>();
    try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        if (start.matcher(Files.readString(source)).find()) {
          starting.add(source.getFileName().toString());
        }
      }
    }
    assertThat(starting)
        .containsExactlyInAnyOrder(
            "BackgroundTasks.java",
            "EngineClock.java",
            "EngineTimer.java",
            "EventLoop.java",
            "RunningParts.java");
  }

  private static void fail() {
    throw new AssertionError("broken");
  }
}
