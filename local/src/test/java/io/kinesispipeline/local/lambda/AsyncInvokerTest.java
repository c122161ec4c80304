package io.kinesispipeline.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesispipeline.local.lambda.handlers.EchoHandler;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
            new AsyncInvoker(host.host, (failed, body) -> record.complete(body), 1, clock)) {
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
            new AsyncInvoker(host.host, (failed, body) -> {}, 1, Clock.systemUTC())) {
      assertThatThrownBy(() -> invoker.invokeAsync("other", new byte[0]))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(invoker.pending()).isZero();
    }
  }

  private TestHost host() {
    return new TestHost(
        TestHost.settings(work, RuntimeClient.PORTABLE), TestHost.function(EchoHandler.class));
  }
}
