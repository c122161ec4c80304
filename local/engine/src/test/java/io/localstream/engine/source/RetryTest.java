package io.localstream.engine.source;

import static io.localstream.engine.source.TestMapping.mapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.source.Command.Discard;
import io.localstream.engine.source.Command.DiscardCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * MaximumRetryAttempts, MaximumRecordAgeInSeconds, the on-failure destination and the checkpoint.
 */
class RetryTest {
  private static final Duration RECORD_AGE = Duration.ofSeconds(60);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  @Test
  void shouldSendTheSameBatchAgain_whenTheFunctionFails() {
    OneShard shard = new OneShard(mapping()).arrive("1", "2").fail().arrive("3");
    shard.waitForRetry();

    assertThat(shard.invocation()).containsExactly("1", "2");
    assertThat(shard.processed()).isEmpty();
  }

  @Test
  void shouldWaitTwiceAsLongEachTimeUpToTenSeconds_whenInvocationsAreThrottled() {
    OneShard shard = new OneShard(mapping()).arrive("1");
    List<Long> waits = new ArrayList<>();
    for (int throttle = 1; throttle <= 9; throttle++) {
      waits.add(shard.throttle().waitForRetry().toMillis());
    }

    assertThat(waits)
        .containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 10_000L, 10_000L);
  }

  @Test
  void shouldWaitAsAfterTheFailuresSoFar_whenThrottledInvocationsCameBetweenThem() {
    OneShard shard = new OneShard(mapping()).arrive("1");
    shard.fail().waitForRetry();
    shard.throttle().waitForRetry();

    assertThat(shard.fail().waitForRetry()).hasMillis(1_000);
  }

  @Test
  void shouldSayWhichAttemptIsNextAndWhen_whenABatchFailed() {
    OneShard shard = new OneShard(mapping()).arrive("1");
    for (int failure = 1; failure <= 6; failure++) {
      shard.fail().waitForRetry();
    }
    assertThat(shard.waits()).as("while the attempt is under way").isEmpty();

    assertThat(shard.fail().waits()).containsExactly("attempt 8 in 32000 ms");
  }

  @Test
  void shouldSayWhenADeliveryIsTriedAgain_whenTheDestinationDidNotTakeIt() {
    OneShard shard = new OneShard(mapping().maximumRetryAttempts(0)).arrive("1").fail();

    assertThat(shard.failDelivery().waits()).containsExactly("delivery attempt 2 in 100 ms");
  }

  @Test
  void shouldDiscardABatch_whenItsRetryAttemptsAreUsedUp() {
    OneShard shard = new OneShard(mapping().maximumRetryAttempts(2)).arrive("1", "2", "3");
    failTwice(shard);
    assertThat(shard.discarding()).as("two retries are allowed").isEmpty();

    Discard discard = shard.fail().discarding().orElseThrow();

    assertThat(discard.condition()).isEqualTo(DiscardCondition.RETRY_ATTEMPTS_EXHAUSTED);
    assertThat(OneShard.sequenceNumbers(discard.batch().records())).containsExactly("1", "2", "3");
    assertThat(discard.batch().invocations()).isEqualTo(3);
  }

  @Test
  void shouldDiscardABatchAfterTheFirstFailure_whenNoRetryIsAllowed() {
    OneShard shard = new OneShard(mapping().maximumRetryAttempts(0)).arrive("1").fail();

    assertThat(shard.discarding()).isPresent();
  }

  @Test
  void shouldNotCountAnAttempt_whenTheInvocationIsThrottled() {
    OneShard shard = new OneShard(mapping().maximumRetryAttempts(0)).arrive("1");
    for (int i = 0; i < 5; i++) {
      shard.throttle().waitForRetry();
    }
    assertThat(shard.invocation()).containsExactly("1");

    assertThat(shard.fail().discarding().orElseThrow().batch().invocations()).isEqualTo(1);
  }

  @Test
  void shouldRetryUntilTheRecordExpires_whenAttemptsAreUnlimited() {
    OneShard shard = new OneShard(mapping().maximumRetryAttempts(-1)).arrive("1");
    Instant expiry = shard.now().plus(TestMapping.RETENTION);
    while (shard.discarding().isEmpty() && !shard.now().isAfter(expiry)) {
      shard.fail().advance(LONGEST_WAIT);
    }

    assertThat(shard.now()).isAfter(expiry);
    assertThat(shard.discarding().orElseThrow().condition())
        .isEqualTo(DiscardCondition.RECORD_AGE_EXCEEDED);
  }

  @Test
  void shouldDiscardARecordUnsent_whenItIsOlderThanTheMaximumAge() {
    OneShard shard = new OneShard(mapping().maximumRecordAge(RECORD_AGE));
    Instant tooOld = shard.now().minus(RECORD_AGE).minusMillis(1);
    Instant oldEnough = shard.now().minus(RECORD_AGE);

    shard.arrive(
        List.of(OneShard.record("1", "key", tooOld), OneShard.record("2", "key", oldEnough)));

    Discard discard = shard.discarding().orElseThrow();
    assertThat(discard.condition()).isEqualTo(DiscardCondition.RECORD_AGE_EXCEEDED);
    assertThat(OneShard.sequenceNumbers(discard.batch().records())).containsExactly("1");
    assertThat(shard.deliver().invocation()).containsExactly("2");
  }

  @Test
  void shouldDiscardARecord_whenItBecomesTooOldBetweenRetries() {
    OneShard shard = new OneShard(mapping().maximumRecordAge(RECORD_AGE)).arrive("1");
    shard.advance(RECORD_AGE).fail();

    shard.advance(LONGEST_WAIT);

    assertThat(shard.invocations()).isEmpty();
    assertThat(shard.discarding().orElseThrow().condition())
        .isEqualTo(DiscardCondition.RECORD_AGE_EXCEEDED);
    assertThat(shard.discarding().orElseThrow().batch().invocations()).isEqualTo(1);
  }

  @Test
  void shouldGoByTheStreamsRetention_whenTheMaximumAgeIsLonger() {
    OneShard shard = new OneShard(mapping().maximumRecordAge(TestMapping.RETENTION.plusDays(1)));

    shard.arrive(
        List.of(
            OneShard.record("1", "key", shard.now().minus(TestMapping.RETENTION).minusMillis(1))));

    assertThat(shard.discarding()).isPresent();
  }

  @Test
  void shouldGoOnAfterADiscardedBatch_whenItIsDelivered() {
    OneShard shard = new OneShard(mapping().maximumRetryAttempts(0).batchSize(1));
    shard.arrive("1", "2").fail().deliver();

    assertThat(shard.invocation()).containsExactly("2");
    assertThat(shard.checkpoint()).isEqualTo("1");
    assertThat(shard.processed()).as("a discarded record is not processed").isEmpty();
  }

  @Test
  void shouldNotPassARecord_whileItsDeliveryToTheFailureDestinationFails() {
    OneShard shard = new OneShard(mapping().maximumRetryAttempts(0).batchSize(1));
    shard.arrive("1", "2").fail();
    for (int i = 0; i < 5; i++) {
      shard.failDelivery();
      assertThat(shard.discarding()).as("a delivery is tried again after a wait").isEmpty();
      shard.advance(LONGEST_WAIT);
    }

    assertThat(shard.checkpoint()).isEqualTo("none");
    assertThat(shard.invocations()).isEmpty();
    assertThat(shard.deliver().checkpoint()).isEqualTo("1");
  }

  @Test
  void shouldNotPassARecord_whenOnlyLaterOnesAreProcessed() {
    OneShard shard = new OneShard(mapping().parallelizationFactor(2));
    shard.arrive(
        List.of(
            OneShard.record("1", "a", shard.now()),
            OneShard.record("2", "b", shard.now()),
            OneShard.record("3", "a", shard.now())));
    assertThat(shard.invocations()).containsExactlyInAnyOrder(List.of("1", "3"), List.of("2"));

    shard.fail();
    assertThat(shard.checkpoint()).isEqualTo("none");
    shard.succeed();
    shard.waitForRetry();
    shard.succeed();
    assertThat(shard.checkpoint()).isEqualTo("3");
    assertThat(shard.processed()).containsExactly("1", "2", "3");
  }

  @Test
  void shouldPassFilteredRecordsUnsent_whenTheRecordsBeforeThemAreDone() {
    OneShard shard = new OneShard(mapping());
    StreamRecord filtered = new StreamRecord("2", "key", shard.now(), false, new byte[0]);

    shard.arrive(List.of(OneShard.record("1", "key", shard.now()), filtered));

    assertThat(shard.invocation()).containsExactly("1");
    assertThat(shard.checkpoint()).isEqualTo("none");
    assertThat(shard.succeed().checkpoint()).isEqualTo("2");
    assertThat(shard.processed()).containsExactly("1", "2");
  }

  private static void failTwice(OneShard shard) {
    shard.fail().waitForRetry();
    shard.fail().waitForRetry();
  }
}
