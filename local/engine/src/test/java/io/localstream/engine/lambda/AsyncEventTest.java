package io.localstream.engine.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.lambda.handlers.EchoHandler;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AsyncEventTest {
  private static final Instant QUEUED = Instant.parse("2026-01-02T03:04:05Z");
  private static final InvocationResult.Failed FAILED =
      new InvocationResult.Failed("id", "Unhandled", new byte[0]);
  private static final AsyncEvent EVENT =
      new AsyncEvent(TestHost.function(EchoHandler.class), "id", TestHost.json("event"), QUEUED);

  @Test
  void shouldWaitOneMinuteThenTwoThenGiveUp_whenTheFunctionKeepsFailing() {
    AsyncEvent first = EVENT.failed(FAILED);
    AsyncEvent second = first.failed(FAILED);
    AsyncEvent third = second.failed(FAILED);

    assertThat(first.delay()).isEqualTo(Duration.ofMinutes(1));
    assertThat(second.delay()).isEqualTo(Duration.ofMinutes(2));
    assertThat(second.exhausted()).isFalse();
    assertThat(third.exhausted()).isTrue();
    assertThat(third.attempts()).isEqualTo(3);
    assertThat(third.requestId()).isEqualTo("id");
    assertThat(third.lastFailure()).containsSame(FAILED);
  }

  @Test
  void shouldDoubleTheDelayUpToFiveMinutesAndCountNoAttempt_whenTheFunctionIsThrottled() {
    AsyncEvent event = EVENT;
    for (int seconds = 1; seconds <= 256; seconds *= 2) {
      event = event.throttled();
      assertThat(event.delay()).isEqualTo(Duration.ofSeconds(seconds));
    }
    for (int i = 0; i < 100; i++) {
      event = event.throttled();
      assertThat(event.delay()).isEqualTo(Duration.ofMinutes(5));
    }
    assertThat(event.attempts()).isZero();
    assertThat(event.exhausted()).isFalse();
  }

  @Test
  void shouldWaitAsAfterAFailure_whenItFailsAfterItWasThrottled() {
    assertThat(EVENT.throttled().throttled().failed(FAILED).delay())
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void shouldExpire_whenItIsOlderThanTheMaximumEventAge() {
    assertThat(EVENT.expired(QUEUED.plus(Duration.ofHours(6)))).isFalse();
    assertThat(EVENT.expired(QUEUED.plus(Duration.ofHours(6)).plusMillis(1))).isTrue();
  }
}
