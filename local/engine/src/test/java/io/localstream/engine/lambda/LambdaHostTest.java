package io.localstream.engine.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.cloudwatch.Metrics;
import io.localstream.engine.fault.InvocationFault;
import io.localstream.engine.lambda.handlers.EchoHandler;
import io.localstream.engine.lifecycle.BackgroundTasks;
import io.localstream.engine.lifecycle.StartException;
import io.localstream.engine.time.EngineClock;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LambdaHostTest {
  @TempDir Path work;

  @Test
  void shouldNameTheJar_whenItIsBroken() throws Exception {
    Path jar = Files.writeString(work.resolve("broken.jar"), "not a jar");

    assertThatThrownBy(() -> host(withCode(jar)))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(TestHost.NAME)
        .hasMessageContaining("broken.jar is not a readable jar");
  }

  @Test
  void shouldNameTheJar_whenItIsMissing() {
    assertThatThrownBy(() -> host(withCode(work.resolve("missing.jar"))))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("missing.jar is not a readable jar");
  }

  @Test
  void shouldSayHowToBuildIt_whenTheRuntimeInterfaceClientIsMissing() {
    var settings =
        new LambdaSettings(
            URI.create("http://127.0.0.1:1"),
            "eu-west-1",
            work,
            RuntimeClient.PORTABLE,
            work,
            1,
            name -> Optional.empty(),
            Metrics.NONE,
            InvocationListener.NONE,
            new BackgroundTasks(System.err::println),
            EngineClock.system(),
            InProcessHandlers.NONE,
            Map.of());

    assertThatThrownBy(() -> new TestHost(settings, TestHost.function(EchoHandler.class)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(work.toString())
        .hasMessageContaining("mvn package");
  }

  @Test
  void shouldNameTheFunctionsThatThereAre_whenAnUnknownOneIsInvoked() {
    try (TestHost host = host(TestHost.function(EchoHandler.class))) {
      assertThatThrownBy(() -> host.host.invoke("other", new byte[0]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("other")
          .hasMessageContaining(TestHost.NAME);
    }
  }

  @Test
  void shouldRunNothing_whenItIsClosed() {
    TestHost host = host(TestHost.function(EchoHandler.class));
    host.close();

    assertThatThrownBy(() -> host.invoke("event")).isInstanceOf(IllegalStateException.class);
    assertThat(host.events).isEmpty();
  }

  @Test
  void shouldNotRunTheFunction_whenItIsToBeThrottled() throws Exception {
    var settings =
        TestHost.settings(
            work, RuntimeClient.PORTABLE, name -> Optional.of(InvocationFault.THROTTLE));
    try (TestHost host = new TestHost(settings, TestHost.function(EchoHandler.class))) {
      assertThat(host.invoke("event")).isInstanceOf(InvocationResult.Throttled.class);

      assertThat(host.events).isEmpty();
      assertThat(host.measured("Throttles")).containsExactly(1.0);
      assertThat(host.measured("Invocations")).isEmpty();
    }
  }

  private TestHost host(Deployment.Function function) {
    return new TestHost(TestHost.settings(work, RuntimeClient.PORTABLE), function);
  }

  private static Deployment.Function withCode(Path code) {
    var function = TestHost.function(EchoHandler.class);
    return new Deployment.Function(
        function.name(),
        function.invokedArn(),
        function.version(),
        function.handler(),
        code,
        function.memoryMb(),
        function.timeout(),
        function.environment(),
        function.snapStart(),
        function.logging(),
        function.tracing(),
        function.role(),
        function.asyncInvocation(),
        function.reservedConcurrency());
  }
}
