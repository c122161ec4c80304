package io.localstream.engine.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.lambda.handlers.BrokenConstructorHandler;
import io.localstream.engine.lambda.handlers.EchoHandler;
import io.localstream.engine.lambda.handlers.FailingHandler;
import io.localstream.engine.lambda.handlers.PrintingHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LambdaHostIT {
  @TempDir Path work;

  @ParameterizedTest
  @EnumSource
  void shouldRunTheHandlerAsOnLambda_whenItIsInvoked(RuntimeClient client) throws Exception {
    var function = TestHost.function(EchoHandler.class);
    try (TestHost host = new TestHost(TestHost.settings(work, client), function)) {
      JsonNode seen = host.succeed(Map.of("answer", 42));

      assertThat(seen.at("/event/answer").asInt()).isEqualTo(42);
      assertThat(seen.at("/functionArn").asText()).isEqualTo(function.invokedArn());
      assertThat(seen.at("/remainingMs").asInt()).isBetween(1, 20_000);
      assertThat(host.line("START"))
          .isEqualTo("START RequestId: " + seen.at("/requestId").asText() + " Version: 3");
      assertThat(host.line("REPORT"))
          .matches(
              "REPORT RequestId: [-0-9a-f]{36}\tDuration: \\d+\\.\\d\\d ms\tBilled Duration: \\d+ ms"
                  + "\tMemory Size: 256 MB\tMax Memory Used: \\d+ MB\tInit Duration: \\d+\\.\\d\\d ms");
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldUseTheEnvironmentAgain_whenItIsIdle(RuntimeClient client) throws Exception {
    var function = TestHost.function(EchoHandler.class);
    try (TestHost host = new TestHost(TestHost.settings(work, client), function)) {
      JsonNode first = host.succeed(Map.of());
      JsonNode second = host.succeed(Map.of());

      assertThat(second.at("/pid")).isEqualTo(first.at("/pid"));
      assertThat(second.at("/invocations").asInt()).isEqualTo(2);
      assertThat(host.line("REPORT")).doesNotContain("Init Duration");
      assertThat(host.texts()).filteredOn(line -> line.startsWith("INIT_START")).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldGiveTheErrorOfTheFunctionAndKeepItsEnvironment_whenTheHandlerThrows(
      RuntimeClient client) throws Exception {
    var function = TestHost.function(FailingHandler.class);
    try (TestHost host = new TestHost(TestHost.settings(work, client), function)) {
      JsonNode error = host.fail("throw");

      assertThat(error.at("/errorType").asText()).isEqualTo("java.lang.IllegalStateException");
      assertThat(error.at("/errorMessage").asText()).isEqualTo("no such luck");
      assertThat(error.at("/stackTrace").size()).isPositive();
      assertThat(host.line("REPORT")).doesNotContain("Status");
      List<String> lines = host.texts();
      assertThat(lines.indexOf("no such luck: java.lang.IllegalStateException"))
          .isBetween(lines.indexOf(host.line("START")), lines.indexOf(host.line("END")));

      host.succeed("be fine");
      assertThat(host.line("REPORT")).doesNotContain("Init Duration");
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldLogAllOutputInOrderBetweenStartAndEnd_whateverTheFunctionWrites(RuntimeClient client)
      throws Exception {
    var function = TestHost.function(PrintingHandler.class);
    try (TestHost host = new TestHost(TestHost.settings(work, client), function)) {
      host.succeed("event");
      List<String> lines = host.texts();

      assertThat(lines.get(1)).isEqualTo("init");
      int start = lines.indexOf(host.line("START"));
      assertThat(start).isEqualTo(2);
      assertThat(lines.subList(start + 1, start + 6))
          .containsExactly(
              "to standard output", "to standard error", "to the logger", "two", "lines");
      assertThat(lines.get(start + 6) + lines.get(start + 7)).isEqualTo("x".repeat(300 * 1024));
      assertThat(lines.get(start + 8)).isEqualTo("odd \uFFFD");
      assertThat(lines.subList(start + 9, start + 109))
          .isEqualTo(IntStream.range(0, 100).mapToObj(i -> "line " + i).toList());
      assertThat(lines.get(start + 109)).isEqualTo("unfinished");
      assertThat(lines.get(start + 110)).startsWith("END RequestId: ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuseTheResponse_whenItIsLargerThanSixMegabytes(RuntimeClient client)
      throws Exception {
    var function = TestHost.function(FailingHandler.class);
    try (TestHost host = new TestHost(TestHost.settings(work, client), function)) {
      JsonNode error = host.fail("return 7 MB");

      assertThat(error.at("/errorType").asText()).isEqualTo("Function.ResponseSizeTooLarge");
      host.succeed("be fine");
    }
  }

  @Test
  void shouldSeeWhatLambdaGivesAndNothingOfThisMachine_whenItReadsItsEnvironment()
      throws Exception {
    var function =
        TestHost.function(
            EchoHandler.class.getName(),
            Duration.ofSeconds(20),
            256,
            false,
            Map.of("STREAM_NAME", "MyStream", "AWS_REGION", "is reserved"));
    try (TestHost host =
        new TestHost(TestHost.settings(work, RuntimeClient.ofThisSystem()), function)) {
      JsonNode environment = host.succeed(Map.of()).at("/environment");

      List<String> ofTheShell = List.of("PWD", "OLDPWD", "SHLVL", "_");
      assertThat(environment.fieldNames())
          .toIterable()
          .filteredOn(name -> !ofTheShell.contains(name))
          .containsExactlyInAnyOrder(
              "STREAM_NAME",
              "_HANDLER",
              "AWS_LAMBDA_RUNTIME_API",
              "AWS_LAMBDA_FUNCTION_NAME",
              "AWS_LAMBDA_FUNCTION_VERSION",
              "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
              "AWS_LAMBDA_INITIALIZATION_TYPE",
              "AWS_LAMBDA_LOG_FORMAT",
              "AWS_LAMBDA_LOG_GROUP_NAME",
              "AWS_LAMBDA_LOG_STREAM_NAME",
              "AWS_EXECUTION_ENV",
              "AWS_REGION",
              "AWS_DEFAULT_REGION",
              "AWS_ENDPOINT_URL",
              "AWS_ACCESS_KEY_ID",
              "AWS_SECRET_ACCESS_KEY",
              "AWS_SESSION_TOKEN",
              "LAMBDA_TASK_ROOT",
              "LAMBDA_RUNTIME_DIR",
              "PATH",
              "LANG",
              "TZ");
      assertThat(environment.at("/AWS_REGION").asText()).isEqualTo("eu-west-1");
      assertThat(environment.at("/AWS_LAMBDA_LOG_STREAM_NAME").asText())
          .matches("\\d{4}/\\d\\d/\\d\\d/\\[3\\][0-9a-f]{32}");
      assertThat(environment.at("/AWS_ACCESS_KEY_ID").asText()).startsWith("ASIA");
    }
  }

  @Test
  void shouldHaveTheInvocationsOwnLogOnly_whenItIsAskedFor() throws Exception {
    var function = TestHost.function(PrintingHandler.class);
    try (TestHost host =
        new TestHost(TestHost.settings(work, RuntimeClient.ofThisSystem()), function)) {
      LoggedInvocation invocation = host.host.invokeLogged(TestHost.NAME, TestHost.json("event"));

      String log = log(invocation);
      assertThat(invocation.logTail()).hasSize(4096);
      assertThat(log).contains("\nline 99\nunfinished\nEND RequestId: ");
      assertThat(log.lines().toList()).last().asString().startsWith("REPORT RequestId: ");
    }
    function = TestHost.function(EchoHandler.class);
    try (TestHost host =
        new TestHost(TestHost.settings(work, RuntimeClient.ofThisSystem()), function)) {
      for (int i = 0; i < 2; i++) {
        assertThat(log(host.host.invokeLogged(TestHost.NAME, TestHost.json(Map.of()))).lines())
            .map(line -> line.split(" ")[0])
            .containsExactly("START", "END", "REPORT");
      }
    }
  }

  private static String log(LoggedInvocation invocation) {
    return new String(invocation.logTail(), StandardCharsets.UTF_8);
  }

  @Test
  void shouldGoOn_whenTheTerminalInterruptsTheWholeProcessGroup() throws Exception {
    var function = TestHost.function(EchoHandler.class);
    try (TestHost host =
        new TestHost(TestHost.settings(work, RuntimeClient.ofThisSystem()), function)) {
      JsonNode pid = host.succeed(Map.of()).at("/pid");
      new ProcessBuilder("kill", "-INT", pid.asText()).start().waitFor();
      ProcessHandle process = ProcessHandle.of(pid.asLong()).orElseThrow();

      await().during(Duration.ofMillis(500)).until(process::isAlive);
      assertThat(host.succeed(Map.of()).at("/pid")).isEqualTo(pid);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldRunTheNewVersion_whenItIsDeployed(boolean snapStart) throws Exception {
    try (TestHost host =
        new TestHost(
            TestHost.settings(work, RuntimeClient.ofThisSystem()), echo("old", snapStart))) {
      JsonNode old = host.succeed(Map.of());

      assertThat(host.host.deploy(echo("new", snapStart))).isEmpty();

      JsonNode current = host.succeed(Map.of());
      assertThat(current.at("/environment/VERSION").asText()).isEqualTo("new");
      assertThat(current.at("/pid")).isNotEqualTo(old.at("/pid"));
      assertThat(ProcessHandle.of(old.at("/pid").asLong()).filter(ProcessHandle::isAlive))
          .isEmpty();
      try (Stream<Path> files = Files.list(work)) {
        assertThat(files.filter(Files::isDirectory)).as("folders of processes").hasSize(1);
      }
    }
  }

  @Test
  void shouldKeepTheOldVersion_whenTheNewHandlerCannotStart() throws Exception {
    try (TestHost host =
        new TestHost(TestHost.settings(work, RuntimeClient.ofThisSystem()), echo("old", false))) {
      JsonNode old = host.succeed(Map.of());

      assertThat(host.host.deploy(TestHost.function(BrokenConstructorHandler.class)))
          .hasValueSatisfying(failure -> assertThat(failure).contains("IllegalStateException"));

      assertThat(host.succeed(Map.of()).at("/pid")).isEqualTo(old.at("/pid"));
    }
  }

  private static Deployment.Function echo(String version, boolean snapStart) {
    return TestHost.function(
        EchoHandler.class.getName(),
        Duration.ofSeconds(20),
        256,
        snapStart,
        Map.of("VERSION", version));
  }
}
