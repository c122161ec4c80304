package io.localstream.engine.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.localstream.engine.fault.InvocationFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DebuggedFunctionTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger inits = new AtomicInteger();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch resumed = new CountDownLatch(1);
  private final HostedFunction hosted =
      new HostedFunction(
          new FunctionVersion(
              TestHost.function("none", Duration.ofHours(1), 256, false, Map.of(), 1),
              false,
              StoppedEnvironment::new),
          TestHost.settings(Path.of("nowhere"), RuntimeClient.PORTABLE));
  private final DebuggedFunction function = new DebuggedFunction(hosted, nanos::get);

  /** Each invocation is stopped at a breakpoint until it is resumed. */
  private final class StoppedEnvironment implements ExecutionEnvironment {
    @Override
    public String logStream() {
      return "log stream";
    }

    @Override
    public EnvironmentStatus status() {
      return new EnvironmentStatus(logStream(), EnvironmentStatus.EnvironmentState.IDLE);
    }

    @Override
    public boolean usable() {
      return true;
    }

    @Override
    public Optional<InvocationOutcome> init() {
      inits.incrementAndGet();
      return Optional.empty();
    }

    @Override
    public Invocation invoke(String requestId, byte[] event, Optional<InvocationFault> fault)
        throws InterruptedException {
      entered.countDown();
      resumed.await();
      return new Invocation(
          new InvocationResult.Succeeded(requestId, event),
          Duration.ZERO,
          Optional.empty(),
          1,
          new byte[0]);
    }

    @Override
    public void watch() {}

    @Override
    public void close() {
      resumed.countDown();
    }
  }

  @Test
  void shouldLetInvocationsWait_andThrottleNone_whenOneStandsAtABreakpoint() throws Exception {
    CompletableFuture<InvocationResult> first = invoke("1");
    entered.await();
    List<CompletableFuture<InvocationResult>> others = List.of(invoke("2"), invoke("3"));
    assertThat(hosted.environments()).hasSize(1);
    resumed.countDown();

    assertThat(first.get()).isInstanceOf(InvocationResult.Succeeded.class);
    for (CompletableFuture<InvocationResult> other : others) {
      assertThat(other.get()).isInstanceOf(InvocationResult.Succeeded.class);
    }
    assertThat(hosted.environments()).hasSize(1);
  }

  @Test
  void shouldCountAsStopped_whenAnInvocationTakesMoreThanASecond() throws Exception {
    assertThat(function.isStopped()).isFalse();
    CompletableFuture<InvocationResult> invocation = invoke("1");
    entered.await();
    nanos.set(Duration.ofSeconds(1).toNanos());
    assertThat(function.isStopped()).isFalse();
    nanos.incrementAndGet();
    assertThat(function.isStopped()).isTrue();
    resumed.countDown();
    invocation.get();

    assertThat(function.isStopped()).isFalse();
  }

  @Test
  void shouldStartTheEnvironmentBeforeTheFirstInvocation() throws Exception {
    function.start();

    assertThat(inits).hasValue(1);
    assertThat(hosted.environments()).hasSize(1);
    assertThat(function.isStopped()).isFalse();
  }

  @Test
  void shouldEndAllWaits_whenTheHostCloses() throws Exception {
    CompletableFuture<InvocationResult> first = invoke("1");
    entered.await();
    CompletableFuture<InvocationResult> second = invoke("2");
    hosted.close();

    first.get();
    assertThatThrownBy(second::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(HostClosedException.class);
    function.start();
    assertThat(inits).hasValue(0);
  }

  private CompletableFuture<InvocationResult> invoke(String requestId) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return function.invoke(requestId, "{}".getBytes(UTF_8)).result();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        },
        task -> new Thread(task, "invocation " + requestId).start());
  }
}
