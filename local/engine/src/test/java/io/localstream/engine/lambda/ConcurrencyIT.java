package io.localstream.engine.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.lambda.handlers.FailingHandler;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcurrencyIT {
  @TempDir Path work;

  @Test
  void shouldRunInvocationsSideBySideUpToTheLimit_whenTheyAreUnderWayAtOnce() throws Exception {
    try (TestHost host = failing(Duration.ofSeconds(3))) {
      List<CompletableFuture<InvocationResult>> running =
          Stream.of("hang", "hang").map(host::invokeAside).toList();
      await().until(() -> count(host, "about to: hang") == 2);

      assertThat(host.invoke("be fine")).isInstanceOf(InvocationResult.Throttled.class);
      assertThat(host.measured("Throttles")).containsExactly(1.0);
      assertThat(host.measured("Invocations")).isEmpty();

      for (CompletableFuture<InvocationResult> invocation : running) {
        assertThat(invocation.get()).isInstanceOf(InvocationResult.Failed.class);
      }
      host.succeed("be fine");
    }
  }

  @Test
  void shouldThrottle_whenReservedConcurrencyIsInUse() throws Exception {
    Deployment.Function reserved =
        TestHost.function(
            FailingHandler.class.getName(), Duration.ofSeconds(3), 256, false, Map.of(), 1);
    try (TestHost host =
        new TestHost(TestHost.settings(work, RuntimeClient.ofThisSystem()), reserved)) {
      CompletableFuture<InvocationResult> running = host.invokeAside("hang");
      await().until(() -> count(host, "about to: hang") == 1);

      assertThat(host.invoke("be fine")).isInstanceOf(InvocationResult.Throttled.class);

      assertThat(running.get()).isInstanceOf(InvocationResult.Failed.class);
      host.succeed("be fine");
    }
  }

  @Test
  void shouldCountInvocationsErrorsAndColdStarts_whenFunctionsWereInvoked() throws Exception {
    try (TestHost host = failing(Duration.ofSeconds(20))) {
      host.succeed("be fine");
      host.succeed("be fine");
      host.fail("throw");

      FunctionStatistics statistics = host.host.statistics(TestHost.NAME);

      assertThat(statistics.invocations()).isEqualTo(3);
      assertThat(statistics.errors()).isEqualTo(1);
      assertThat(statistics.coldStarts()).isEqualTo(1);
      assertThat(statistics.initMs()).isPositive();
      assertThat(statistics.p50Ms()).isPositive().isLessThanOrEqualTo(statistics.p99Ms());
      assertThat(statistics.maxMemoryMb()).isBetween(20, 256);
      assertThat(host.measured("Invocations")).containsExactly(1.0, 1.0, 1.0);
      assertThat(host.measured("Errors")).containsExactly(0.0, 0.0, 1.0);
      assertThat(host.measured("Throttles")).containsExactly(0.0, 0.0, 0.0);
      assertThat(host.measured("Duration")).hasSize(3).allMatch(ms -> ms > 0);
    }
  }

  @Test
  void shouldEndEveryProcess_whenItIsClosedInAnInvocation() throws Exception {
    TestHost host = failing(Duration.ofSeconds(20));
    CompletableFuture<InvocationResult> invocation = host.invokeAside("hang");
    await().until(() -> count(host, "about to: hang") == 1);
    List<ProcessHandle> processes = ProcessHandle.current().children().toList();
    assertThat(processes).isNotEmpty();

    host.close();

    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    assertThat(invocation.get()).isInstanceOf(InvocationResult.Failed.class);
  }

  @Test
  void shouldLeaveNoProcess_whenItIsClosedInAnInit() throws Exception {
    TestHost host = failing(Duration.ofSeconds(20));
    CompletableFuture<InvocationResult> invocation = host.invokeAside("be fine");
    await().until(() -> count(host, "INIT_START") == 1);

    host.close();

    assertThat(ProcessHandle.current().children()).isEmpty();
    await().until(invocation::isDone);
  }

  @ParameterizedTest
  @CsvSource({
    "RIC,be fine",
    "RIC,outlive the host",
    "PORTABLE,be fine",
    "PORTABLE,outlive the host"
  })
  void shouldEndByItself_whenTheHostIsKilled(RuntimeClient client, String event) throws Exception {
    Process host =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledHost.class.getName(),
                work.toString(),
                client.name(),
                event)
            .redirectError(new File(work.toFile(), "error.log"))
            .start();
    try {
      await().until(() -> host.inputReader().readLine().equals("about to: " + event));
      List<ProcessHandle> functions = host.descendants().toList();
      assertThat(functions).hasSize(1);

      host.destroyForcibly();

      await().until(() -> functions.stream().noneMatch(ProcessHandle::isAlive));
    } finally {
      host.destroyForcibly();
    }
  }

  /** A program that is killed while it hosts a function, which is busy or idle at that time. */
  static final class KilledHost {
    private KilledHost() {}

    public static void main(String[] args) throws InterruptedException {
      LambdaSettings settings = TestHost.settings(Path.of(args[0]), RuntimeClient.valueOf(args[1]));
      var functions = List.of(TestHost.function(FailingHandler.class));
      try (LambdaHost host =
          new LambdaHost(functions, settings, line -> System.out.println(line.text()))) {
        host.invoke(TestHost.NAME, TestHost.json(args[2]));
        new CountDownLatch(1).await();
      }
    }
  }

  private TestHost failing(Duration timeout) {
    return new TestHost(
        TestHost.settings(work, RuntimeClient.ofThisSystem()),
        TestHost.function(FailingHandler.class.getName(), timeout, 256, false, Map.of()));
  }

  private static long count(TestHost host, String text) {
    return host.texts().stream().filter(line -> line.startsWith(text)).count();
  }
}
