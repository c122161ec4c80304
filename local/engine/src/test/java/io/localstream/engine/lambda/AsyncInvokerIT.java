package io.localstream.engine.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.lambda.handlers.FailingHandler;
import io.localstream.engine.records.ScheduledWait;
import io.localstream.engine.time.EngineClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsyncInvokerIT {
  @TempDir Path work;

  private final Map<String, String> deadLetters = new ConcurrentHashMap<>();
  private TestHost host;

  @BeforeEach
  void host() {
    host =
        new TestHost(
            TestHost.settings(work, RuntimeClient.ofThisSystem()),
            TestHost.function(FailingHandler.class));
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void shouldRetryUnderOneRequestIdAndThenSendTheRecord_whenTheFunctionKeepsFailing() {
    try (AsyncInvoker invoker = new AsyncInvoker(host.host, this::keep, 0, EngineClock.system())) {
      String requestId = invoker.invokeAsync(TestHost.NAME, TestHost.json("throw"));
      await().until(() -> invoker.pending() == 0);
      assertThat(invoker.retries()).isEmpty();

      List<String> starts = host.texts().stream().filter(line -> line.startsWith("START")).toList();
      assertThat(starts).hasSize(3);
      assertThat(new HashSet<>(starts))
          .containsExactly("START RequestId: " + requestId + " Version: 3");
      JsonNode record =
          TestHost.parse(deadLetters.get(TestHost.NAME).getBytes(StandardCharsets.UTF_8));
      assertThat(record.at("/requestContext/condition").asText()).isEqualTo("RetriesExhausted");
      assertThat(record.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(3);
      assertThat(record.at("/requestPayload").asText()).isEqualTo("throw");
      assertThat(record.at("/responsePayload/errorMessage").asText()).isEqualTo("no such luck");
    }
  }

  @Test
  void shouldSayWhenTheNextAttemptBegins_whenOneHasFailed() {
    try (AsyncInvoker invoker = new AsyncInvoker(host.host, this::keep, 1, EngineClock.system())) {
      Instant before = Instant.now();
      invoker.invokeAsync(TestHost.NAME, TestHost.json("throw"));
      await().until(() -> !invoker.retries().isEmpty());

      ScheduledWait retry = invoker.retries().get(0);
      assertThat(retry.what()).isEqualTo(TestHost.NAME + ": attempt 2");
      assertThat(retry.until()).isBetween(before.plusSeconds(60), Instant.now().plusSeconds(60));
    }
  }

  @Test
  void shouldRunEveryEvent_whenMoreAreQueuedThanMayRunAtOnce() {
    try (AsyncInvoker invoker =
        new AsyncInvoker(host.host, this::keep, 0.01, EngineClock.system())) {
      for (int i = 0; i < 6; i++) {
        invoker.invokeAsync(TestHost.NAME, TestHost.json("be fine"));
      }
      await().until(() -> invoker.pending() == 0);

      assertThat(host.host.statistics(TestHost.NAME).invocations()).isEqualTo(6);
      assertThat(deadLetters).isEmpty();
    }
  }

  @Test
  void shouldCountTheRecordAsLost_whenTheDestinationDoesNotTakeIt() {
    BiConsumer<Deployment.Function, String> broken =
        (failed, body) -> {
          throw new IllegalStateException("queue is gone");
        };
    try (AsyncInvoker invoker = new AsyncInvoker(host.host, broken, 0, EngineClock.system())) {
      invoker.invokeAsync(TestHost.NAME, TestHost.json("throw"));
      await().until(() -> invoker.pending() == 0);

      assertThat(host.measured("DestinationDeliveryFailures")).containsExactly(1.0);
    }
  }

  private void keep(Deployment.Function failed, String record) {
    deadLetters.put(failed.name(), record);
  }
}
