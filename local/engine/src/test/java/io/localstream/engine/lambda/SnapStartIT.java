package io.localstream.engine.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.localstream.engine.lambda.handlers.CredentialsHandler;
import io.localstream.engine.lambda.handlers.EchoHandler;
import io.localstream.engine.lambda.handlers.SnapStartHandler;
import io.localstream.engine.lifecycle.StartException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.crac.Core;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnapStartIT {
  @TempDir Path work;

  /** A function's libraries are in the folder {@code lib} of its code. */
  @BeforeAll
  static void bundleCrac() throws Exception {
    Path crac = Path.of(Core.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path lib = Files.createDirectories(Path.of("target", "test-classes", "lib"));
    Files.copy(crac, lib.resolve("crac.jar"), StandardCopyOption.REPLACE_EXISTING);
  }

  @ParameterizedTest
  @EnumSource
  void shouldRunTheHooksAroundTheSnapshot_whenTheFirstInvocationRestoresIt(RuntimeClient client)
      throws Exception {
    try (TestHost host = snapStart(SnapStartHandler.class, client, Map.of())) {
      host.host.start();
      assertThat(host.texts()).hasSize(2);
      assertThat(host.line("INIT_REPORT")).matches("INIT_REPORT Init Duration: \\d+\\.\\d\\d ms");

      assertThat(host.succeed("event"))
          .extracting(JsonNode::asText)
          .containsExactly("init", "beforeCheckpoint", "afterRestore");
      assertThat(host.line("RESTORE_REPORT")).matches("RESTORE_REPORT Restore Duration: \\S+ ms");
      assertThat(host.line("REPORT"))
          .doesNotContain("Init Duration")
          .matches(".*\tRestore Duration: \\S+ ms\tBilled Restore Duration: \\d+ ms");

      host.succeed("event");
      assertThat(host.line("REPORT")).doesNotContain("Restore Duration");
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldFailTheDeployment_whenTheHookBeforeTheSnapshotFails(RuntimeClient client) {
    var variables = Map.of("FAIL_IN", "beforeCheckpoint");
    try (TestHost host = snapStart(SnapStartHandler.class, client, variables)) {
      assertThatThrownBy(host.host::start)
          .isInstanceOf(StartException.class)
          .hasMessageContaining(TestHost.NAME)
          .hasMessageContaining("Runtime.BeforeCheckpointError");
      assertThat(host.line("INIT_REPORT"))
          .endsWith("\tStatus: error\tError Type: Runtime.BeforeCheckpointError");
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldFailTheInvocation_whenTheHookAfterTheRestoreFails(RuntimeClient client)
      throws Exception {
    var variables = Map.of("FAIL_IN", "afterRestore");
    try (TestHost host = snapStart(SnapStartHandler.class, client, variables)) {
      host.host.start();

      host.fail("event");

      assertThat(host.line("RESTORE_REPORT"))
          .endsWith("\tStatus: error\tError Type: Runtime.AfterRestoreError");
      assertThat(host.line("REPORT")).endsWith("\tError Type: Runtime.AfterRestoreError");
      assertThat(host.texts()).anyMatch(line -> line.contains("cannot afterRestore"));
    }
  }

  @Test
  void shouldServeTheCredentialsOfTheFunction_whenTheTokenIsRight() throws Exception {
    try (TestHost host =
        snapStart(CredentialsHandler.class, RuntimeClient.ofThisSystem(), Map.of())) {
      String answer = host.succeed("").asText();

      assertThat(answer).startsWith("200 ");
      JsonNode credentials = TestHost.parse(answer.substring(4).getBytes(StandardCharsets.UTF_8));
      assertThat(credentials.at("/AccessKeyId").asText()).startsWith("ASIA");
      assertThat(credentials.at("/Expiration").asText()).endsWith("Z");
      assertThat(host.succeed("wrong token").asText()).isEqualTo("403 ");
    }
  }

  @Test
  void shouldLeaveOutWhatASnapshotMayNotHold_whenTheFunctionHasSnapStart() throws Exception {
    try (TestHost host = snapStart(EchoHandler.class, RuntimeClient.ofThisSystem(), Map.of())) {
      JsonNode environment = host.succeed(Map.of()).at("/environment");

      assertThat(environment.at("/AWS_LAMBDA_INITIALIZATION_TYPE").asText())
          .isEqualTo("snap-start");
      assertThat(environment.fieldNames())
          .toIterable()
          .doesNotContain(
              "AWS_ACCESS_KEY_ID",
              "AWS_SECRET_ACCESS_KEY",
              "AWS_SESSION_TOKEN",
              "AWS_LAMBDA_LOG_GROUP_NAME",
              "AWS_LAMBDA_LOG_STREAM_NAME");
    }
  }

  private TestHost snapStart(
      Class<?> handler, RuntimeClient client, Map<String, String> environment) {
    return new TestHost(
        TestHost.settings(work, client),
        TestHost.function(handler.getName(), Duration.ofSeconds(20), 256, true, environment));
  }
}
