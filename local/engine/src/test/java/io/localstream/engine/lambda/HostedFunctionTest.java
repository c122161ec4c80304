package io.localstream.engine.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.localstream.engine.fault.InvocationFault;
import io.localstream.engine.lambda.handlers.EchoHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests what a deployment does with a function's environments. */
class HostedFunctionTest {
  private static final byte[] EVENT = "{}".getBytes(UTF_8);

  private final List<ScriptedEnvironment> environments = new CopyOnWriteArrayList<>();
  private final HostedFunction function =
      new HostedFunction(
          version("old", Optional.empty()),
          TestHost.settings(Path.of("unused"), RuntimeClient.PORTABLE));

  @AfterEach
  void close() {
    function.close();
  }

  @Test
  void shouldRunTheNewVersionInItsInitializedEnvironment_whenItIsDeployed() throws Exception {
    assertThat(invoke()).isEqualTo("old");

    assertThat(function.deploy(version("new", Optional.empty()))).isEmpty();
    assertThat(environment("old").closed).isTrue();
    assertThat(environment("new").initialized).isTrue();

    assertThat(invoke()).isEqualTo("new");
    assertThat(environments).hasSize(2);
    assertThat(function.statistics().invocations()).isEqualTo(2);
  }

  @Test
  void shouldEndAnInvocationOnItsVersion_whenAnotherIsDeployedMeanwhile() throws Exception {
    CompletableFuture<String> underWay = new CompletableFuture<>();
    assertThat(invoke()).isEqualTo("old");
    ScriptedEnvironment old = environment("old");
    old.answer = new CountDownLatch(1);
    old.invoked = new CountDownLatch(1);
    Thread caller = new Thread(() -> completeWithInvocation(underWay));
    caller.start();
    old.invoked.await();

    assertThat(function.deploy(version("new", Optional.empty()))).isEmpty();
    assertThat(invoke()).isEqualTo("new");
    assertThat(old.closed).isFalse();
    assertThat(function.codeInUse()).containsExactlyInAnyOrder(Path.of("old"), Path.of("new"));

    old.answer.countDown();
    assertThat(underWay.get()).isEqualTo("old");
    caller.join();
    assertThat(old.closed).isTrue();
    assertThat(function.codeInUse()).containsExactly(Path.of("new"));
    assertThat(invoke()).isEqualTo("new");
  }

  @Test
  void shouldKeepTheOldVersion_whenTheNewOneCannotStart() throws Exception {
    assertThat(invoke()).isEqualTo("old");
    InvocationOutcome failure = InvocationOutcome.exited(1, false);

    assertThat(function.deploy(version("broken", Optional.of(failure)))).contains(failure);

    assertThat(environment("broken").closed).isTrue();
    assertThat(environment("old").closed).isFalse();
    assertThat(invoke()).isEqualTo("old");
    assertThat(environments).hasSize(2);
  }

  @Test
  void shouldRefuse_whenItIsClosed() {
    function.close();

    assertThatThrownBy(() -> function.deploy(version("new", Optional.empty())))
        .isInstanceOf(HostClosedException.class);
    assertThat(environments).isEmpty();
  }

  private String invoke() throws InterruptedException {
    InvocationResult result = function.invoke("request", EVENT).result();
    return new String(((InvocationResult.Succeeded) result).payload(), UTF_8);
  }

  private void completeWithInvocation(CompletableFuture<String> answer) {
    try {
      answer.complete(invoke());
    } catch (InterruptedException | RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  private FunctionVersion version(String answer, Optional<InvocationOutcome> failure) {
    return new FunctionVersion(
        TestHost.function(EchoHandler.class).withCode(Path.of(answer)),
        false,
        () -> {
          ScriptedEnvironment environment = new ScriptedEnvironment(answer, failure);
          environments.add(environment);
          return environment;
        });
  }

  private ScriptedEnvironment environment(String answer) {
    return environments.stream().filter(e -> e.logStream().equals(answer)).findAny().orElseThrow();
  }

  /** Returns the name of its version. */
  private static final class ScriptedEnvironment implements ExecutionEnvironment {
    private final String name;
    private final Optional<InvocationOutcome> failure;
    private volatile CountDownLatch invoked = new CountDownLatch(0);
    private volatile CountDownLatch answer = new CountDownLatch(0);
    private volatile boolean initialized;
    private volatile boolean closed;

    ScriptedEnvironment(String name, Optional<InvocationOutcome> failure) {
      this.name = name;
      this.failure = failure;
    }

    @Override
    public String logStream() {
      return name;
    }

    @Override
    public EnvironmentStatus status() {
      return new EnvironmentStatus(name, EnvironmentStatus.EnvironmentState.IDLE);
    }

    @Override
    public boolean usable() {
      return !closed;
    }

    @Override
    public Optional<InvocationOutcome> init() {
      initialized = true;
      closed = failure.isPresent();
      return failure;
    }

    @Override
    public Invocation invoke(String requestId, byte[] event, Optional<InvocationFault> fault)
        throws InterruptedException {
      invoked.countDown();
      answer.await();
      return new Invocation(
          new InvocationResult.Succeeded(requestId, name.getBytes(UTF_8)),
          Duration.ofMillis(1),
          Optional.empty(),
          1,
          new byte[0]);
    }

    @Override
    public void watch() {}

    @Override
    public void close() {
      closed = true;
    }
  }
}
