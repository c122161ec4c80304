package io.localstream.engine.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.localstream.engine.fault.InvocationFault;
import io.localstream.engine.lambda.handlers.EchoHandler;
import io.localstream.engine.time.EngineClock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsyncInvokerTest {
  private static final Instant QUEUED = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path work;

  @Test
  void shouldNotRunTheFunctionButSendTheRecord_whenTheEventIsTooOld() throws Exception {
    CompletableFuture<String> record = new CompletableFuture<>();
    Instant tooLate = QUEUED.plus(Duration.ofHours(7));
    Iterator<Instant> times = List.of(QUEUED, tooLate, tooLate).iterator();
    InstantSource source = times::next;
    Clock clock = source.withZone(ZoneOffset.UTC);
    try (TestHost host = host();
        AsyncInvoker invoker =
            new AsyncInvoker(
                host.host,
                (failed, body) -> record.complete(body),
                1,
                EngineClock.of(clock, System::nanoTime))) {
      invoker.invokeAsync(TestHost.NAME, TestHost.json("event"));

      String body = record.get(10, TimeUnit.SECONDS);
      assertThat(TestHost.parse(body.getBytes(UTF_8)).at("/requestContext/condition").asText())
          .isEqualTo("EventAgeExceeded");
      assertThat(host.events).isEmpty();
    }
  }

  @Test
  void shouldQueueNothing_whenThereIsNoSuchFunction() {
    try (TestHost host = host();
        AsyncInvoker invoker =
            new AsyncInvoker(host.host, (failed, body) -> {}, 1, EngineClock.system())) {
      assertThatThrownBy(() -> invoker.invokeAsync("other", new byte[0]))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(invoker.pending()).isZero();
    }
  }

  @Test
  void shouldSaySoAndLeaveNothingPending_whenTheHostBreaks() {
    var broken =
        TestHost.settings(
            work,
            RuntimeClient.PORTABLE,
            name -> {
              throw new IllegalStateException("broken");
            });
    try (TestHost host = new TestHost(broken, TestHost.function(EchoHandler.class));
        AsyncInvoker invoker =
            new AsyncInvoker(host.host, (failed, body) -> {}, 1, EngineClock.system())) {
      invoker.invokeAsync(TestHost.NAME, TestHost.json("event"));

      await().until(() -> invoker.pending() == 0);
      await()
          .untilAsserted(
              () ->
                  assertThat(host.failures)
                      .containsExactly(
                          "The run cannot continue, because its asynchronous invocation failed:"
                              + " java.lang.IllegalStateException: broken"));
    }
  }

  @Test
  void shouldSayNothingAndLeaveNothingPending_whenTheHostIsClosed() {
    TestHost host = host();
    host.close();
    try (AsyncInvoker invoker =
        new AsyncInvoker(host.host, (failed, body) -> {}, 1, EngineClock.system())) {
      invoker.invokeAsync(TestHost.NAME, TestHost.json("event"));
      await().until(() -> invoker.pending() == 0);
    }
    assertThat(host.failures).isEmpty();
  }

  @Test
  void shouldLeaveNothingPending_whenItIsClosed() {
    var throttling =
        TestHost.settings(
            work, RuntimeClient.PORTABLE, name -> Optional.of(InvocationFault.THROTTLE));
    try (TestHost host = new TestHost(throttling, TestHost.function(EchoHandler.class))) {
      AsyncInvoker invoker =
          new AsyncInvoker(host.host, (failed, body) -> {}, 1_000, EngineClock.system());
      invoker.invokeAsync(TestHost.NAME, TestHost.json("event"));
      await().until(() -> !host.measured("Throttles").isEmpty());

      invoker.close();

      await().until(() -> invoker.pending() == 0);
      assertThatThrownBy(() -> invoker.invokeAsync(TestHost.NAME, TestHost.json("event")))
          .isInstanceOf(RejectedExecutionException.class);
      assertThat(invoker.pending()).isZero();
      assertThat(host.failures).isEmpty();
    }
  }

  private TestHost host() {
    return new TestHost(
        TestHost.settings(work, RuntimeClient.PORTABLE), TestHost.function(EchoHandler.class));
  }
}
