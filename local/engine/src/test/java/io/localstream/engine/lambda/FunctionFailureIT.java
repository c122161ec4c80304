package io.localstream.engine.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.cloudwatch.LogEvent;
import io.localstream.engine.fault.InvocationFault;
import io.localstream.engine.lambda.handlers.BrokenConstructorHandler;
import io.localstream.engine.lambda.handlers.FailingHandler;
import io.localstream.engine.lifecycle.BackgroundTasks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FunctionFailureIT {
  @TempDir Path work;

  @ParameterizedTest
  @EnumSource
  void shouldEndTheProcessAndStartAnother_whenTheFunctionTimesOut(RuntimeClient client)
      throws Exception {
    try (TestHost host = failing(client, Duration.ofSeconds(2), 256)) {
      JsonNode error = host.fail("hang");

      assertThat(error.at("/errorType").asText()).isEqualTo("Sandbox.Timedout");
      assertThat(error.at("/errorMessage").asText())
          .matches("RequestId: [-0-9a-f]{36} Error: Task timed out after 2\\.00 seconds");
      assertThat(host.line("REPORT"))
          .contains("\tDuration: 2000.00 ms\t")
          .endsWith("\tStatus: timeout");
      List<String> lines = host.texts();
      int end = lines.indexOf(host.line("END"));
      assertThat(lines.get(end - 2)).isEqualTo("about to: hang");
      assertThat(lines.get(end - 1))
          .matches("\\d{4}-\\d\\d-\\d\\dT\\S+Z [-0-9a-f]{36} Task timed out after 2\\.00 seconds");

      host.succeed("be fine");
      assertThat(host.line("REPORT")).contains("Init Duration");
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldReportAnExitErrorAndStartAnother_whenTheProcessExitsInAnInvocation(
      RuntimeClient client) throws Exception {
    try (TestHost host = failing(client, Duration.ofSeconds(20), 256)) {
      JsonNode error = host.fail("exit");

      assertThat(error.at("/errorType").asText()).isEqualTo("Runtime.ExitError");
      assertThat(error.at("/errorMessage").asText())
          .endsWith(" Error: Runtime exited with error: exit status 7");
      assertThat(host.line("REPORT")).endsWith("\tStatus: error\tError Type: Runtime.ExitError");
      host.succeed("be fine");
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldGiveTheErrorOfTheFunctionAndStartAnother_whenItsHeapIsFull(RuntimeClient client)
      throws Exception {
    try (TestHost host = failing(client, Duration.ofSeconds(20), 256)) {
      JsonNode error = host.fail("fill the heap");

      assertThat(error.at("/errorType").asText()).isEqualTo("java.lang.OutOfMemoryError");
      host.succeed("be fine");
      assertThat(host.line("REPORT")).contains("Init Duration");
    }
  }

  @Test
  void shouldKillTheProcess_whenItHoldsMoreMemoryThanTheFunctionHas() throws Exception {
    try (TestHost host = failing(RuntimeClient.ofThisSystem(), Duration.ofSeconds(20), 128)) {
      JsonNode error = host.fail("hold 100 MB");

      assertThat(error.at("/errorType").asText()).isEqualTo("Runtime.OutOfMemory");
      assertThat(error.at("/errorMessage").asText()).endsWith("signal: killed");
      assertThat(host.line("REPORT"))
          .contains("\tMemory Size: 128 MB\tMax Memory Used: 128 MB\t")
          .endsWith("\tStatus: error\tError Type: Runtime.OutOfMemory");
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldReportTheInitError_whenTheConstructorThrows(RuntimeClient client) throws Exception {
    var function = TestHost.function(BrokenConstructorHandler.class);
    try (TestHost host = new TestHost(TestHost.settings(work, client), function)) {
      JsonNode error = host.fail("event");

      assertThat(error.at("/errorMessage").asText()).contains("STREAM_NAME is not set");
      assertThat(host.line("INIT_REPORT"))
          .matches(
              "INIT_REPORT Init Duration: \\S+ ms\tPhase: init\tStatus: error\tError Type: .+");
      assertThat(host.texts()).anyMatch(line -> line.contains("STREAM_NAME is not set"));
      assertThat(host.line("REPORT")).contains("\tStatus: error\tError Type: ");

      host.fail("again");
      assertThat(host.texts()).filteredOn(line -> line.startsWith("INIT_START")).hasSize(2);
    }
  }

  @Test
  void shouldReportAnExitError_whenTheProcessExitsInInit() throws Exception {
    var function =
        function(BrokenConstructorHandler.class.getName(), Map.of("EXIT_IN_INIT", "yes"));
    try (TestHost host = host(function, name -> Optional.empty())) {
      JsonNode error = host.fail("event");

      assertThat(error.at("/errorType").asText()).isEqualTo("Runtime.ExitError");
      assertThat(error.at("/errorMessage").asText()).endsWith("exit status 3");
      assertThat(host.line("INIT_REPORT")).endsWith("\tError Type: Runtime.ExitError");
    }
  }

  @Test
  void shouldNameTheClass_whenTheHandlerDoesNotExist() throws Exception {
    try (TestHost host = host(function("no.such.Handler", Map.of()), name -> Optional.empty())) {
      JsonNode error = host.fail("event");

      assertThat(error.at("/errorType").asText()).isEqualTo("java.lang.ClassNotFoundException");
      assertThat(error.at("/errorMessage").asText()).contains("no.such.Handler");
    }
  }

  @Test
  void shouldNameTheMethod_whenTheHandlerHasNone() throws Exception {
    String handler = FailingHandler.class.getName() + "::noSuchMethod";
    try (TestHost host = host(function(handler, Map.of()), name -> Optional.empty())) {
      assertThat(host.fail("event").toString()).contains("noSuchMethod");
    }
  }

  @Test
  void shouldFailTheInvocationAndStartAnother_whenTheProcessIsKilledFromOutside() throws Exception {
    try (TestHost host = failing(RuntimeClient.ofThisSystem(), Duration.ofSeconds(20), 256)) {
      CompletableFuture<InvocationResult> invocation = host.invokeAside("hang");
      await().until(() -> host.texts().contains("about to: hang"));

      ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);

      var failed = (InvocationResult.Failed) invocation.get();
      assertThat(TestHost.parse(failed.payload()).at("/errorMessage").asText())
          .endsWith("signal: killed");
      host.succeed("be fine");
    }
  }

  @Test
  void shouldStartAnother_whenTheProcessIsKilledWhileItIsIdle() throws Exception {
    try (TestHost host = failing(RuntimeClient.ofThisSystem(), Duration.ofSeconds(20), 256)) {
      host.succeed("be fine");
      List<ProcessHandle> idle = ProcessHandle.current().children().toList();
      idle.forEach(ProcessHandle::destroyForcibly);
      await().until(() -> idle.stream().noneMatch(ProcessHandle::isAlive));

      host.succeed("be fine");
    }
  }

  @Test
  void shouldLoseTheAnswerOfTheFunction_whenItIsToCrash() throws Exception {
    Iterator<Optional<InvocationFault>> faults =
        List.of(Optional.of(InvocationFault.CRASH), Optional.<InvocationFault>empty()).iterator();
    try (TestHost host =
        host(function(FailingHandler.class.getName(), Map.of()), name -> faults.next())) {
      JsonNode error = host.fail("be fine");

      assertThat(error.at("/errorType").asText()).isEqualTo("Runtime.ExitError");
      assertThat(host.texts()).contains("about to: be fine");
      host.succeed("be fine");
    }
  }

  @Test
  void shouldTimeOutBeforeTheFunctionBegins_whenItIsToTimeOut() throws Exception {
    Iterator<Optional<InvocationFault>> faults =
        List.of(Optional.of(InvocationFault.TIMEOUT), Optional.<InvocationFault>empty()).iterator();
    var function =
        TestHost.function(
            FailingHandler.class.getName(), Duration.ofSeconds(2), 256, false, Map.of());
    try (TestHost host = host(function, name -> faults.next())) {
      JsonNode error = host.fail("be fine");

      assertThat(error.at("/errorType").asText()).isEqualTo("Sandbox.Timedout");
      assertThat(host.texts()).doesNotContain("about to: be fine");
      host.succeed("be fine");
    }
  }

  @Test
  void shouldSaySo_whenNobodyWatchesOverTheFunctionsAnyMore() throws Exception {
    BlockingQueue<String> failures = new LinkedBlockingQueue<>();
    var settings =
        TestHost.settings(work, RuntimeClient.ofThisSystem(), new BackgroundTasks(failures::add));
    var functions = List.of(function(FailingHandler.class.getName(), Map.of()));
    try (LambdaHost host =
        new LambdaHost(functions, settings, FunctionFailureIT::breakWhenItRuns)) {
      Future<?> unused =
          BackgroundTasks.start(
              "invocation", () -> host.invoke(TestHost.NAME, TestHost.json("hang")));

      assertThat(failures.poll(1, TimeUnit.MINUTES))
          .isEqualTo(
              "The run cannot continue, because its function watcher failed:"
                  + " java.lang.IllegalStateException: the disk is gone");
    }
  }

  private static void breakWhenItRuns(LogEvent event) {
    if (event.text().equals("about to: hang")) {
      throw new IllegalStateException("the disk is gone");
    }
  }

  private TestHost failing(RuntimeClient client, Duration timeout, int memoryMb) {
    String handler = FailingHandler.class.getName();
    return new TestHost(
        TestHost.settings(work, client),
        TestHost.function(handler, timeout, memoryMb, false, Map.of()));
  }

  private TestHost host(
      Deployment.Function function, Function<String, Optional<InvocationFault>> faults) {
    return new TestHost(TestHost.settings(work, RuntimeClient.ofThisSystem(), faults), function);
  }

  private static Deployment.Function function(String handler, Map<String, String> environment) {
    return TestHost.function(handler, Duration.ofSeconds(20), 256, false, environment);
  }
}
