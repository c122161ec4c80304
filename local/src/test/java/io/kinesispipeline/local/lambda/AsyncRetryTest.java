package io.kinesispipeline.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesispipeline.local.lambda.handlers.EchoHandler;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AsyncRetryTest {
  private static final Instant QUEUED = Instant.parse("2026-01-02T03:04:05Z");
  private static final InvocationResult.Failed FAILED =
      new InvocationResult.Failed("id", "Unhandled", new byte[0]);
  private static final AsyncEvent EVENT =
      new AsyncEvent(TestHost.function(EchoHandler.class), "id", TestHost.json("event"), QUEUED);

  @Test
  void shouldWaitOneMinuteThenTwoThenGiveUp_whenTheFunctionKeepsFailing() {
    var first = (AsyncRetry.Later) AsyncRetry.after(EVENT, FAILED);
    var second = (AsyncRetry.Later) AsyncRetry.after(first.event(), FAILED);
    var third = (AsyncRetry.Exhausted) AsyncRetry.after(second.event(), FAILED);

    assertThat(first.delay()).isEqualTo(Duration.ofMinutes(1));
    assertThat(second.delay()).isEqualTo(Duration.ofMinutes(2));
    assertThat(third.event().attempts()).isEqualTo(3);
    assertThat(third.event().requestId()).isEqualTo("id");
    assertThat(third.event().lastFailure()).containsSame(FAILED);
  }

  @Test
  void shouldDoubleTheDelayUpToFiveMinutesAndCountNoAttempt_whenTheFunctionIsThrottled() {
    AsyncEvent event = EVENT;
    for (int seconds = 1; seconds <= 256; seconds *= 2) {
      var later = (AsyncRetry.Later) AsyncRetry.after(event, new InvocationResult.Throttled());
      assertThat(later.delay()).isEqualTo(Duration.ofSeconds(seconds));
      event = later.event();
    }
    for (int i = 0; i < 100; i++) {
      var later = (AsyncRetry.Later) AsyncRetry.after(event, new InvocationResult.Throttled());
      assertThat(later.delay()).isEqualTo(Duration.ofMinutes(5));
      event = later.event();
    }
    assertThat(event.attempts()).isZero();
  }

  @Test
  void shouldBeDone_whenTheFunctionSucceeds() {
    assertThat(AsyncRetry.after(EVENT, new InvocationResult.Succeeded("id", new byte[0])))
        .isInstanceOf(AsyncRetry.Done.class);
  }

  @Test
  void shouldExpire_whenItIsOlderThanTheMaximumEventAge() {
    assertThat(EVENT.expired(QUEUED.plus(Duration.ofHours(6)))).isFalse();
    assertThat(EVENT.expired(QUEUED.plus(Duration.ofHours(6)).plusMillis(1))).isTrue();
  }
}
