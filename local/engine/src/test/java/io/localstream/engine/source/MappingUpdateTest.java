package io.localstream.engine.source;

import static io.localstream.engine.source.TestMapping.mapping;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what changes, and what does not, if a running mapping gets other settings. */
class MappingUpdateTest extends EventSourceFixture {
  @Test
  void shouldHaveTheNewBatchSize_whenRecordsWaitAlready() {
    OneShard shard = new OneShard(mapping().batchSize(1)).arrive("1", "2", "3");
    assertThat(shard.invocation()).containsExactly("1");

    shard.update(mapping().batchSize(2));

    assertThat(shard.succeed().invocation()).containsExactly("2", "3");
  }

  @Test
  void shouldSendAtOnce_whenTheWindowIsShorterThanTheTimeThatABatchWaits() {
    OneShard shard = new OneShard(mapping().window(Duration.ofMinutes(5))).arrive("1");
    shard.advance(Duration.ofSeconds(10));
    assertThat(shard.invocations()).isEmpty();

    assertThat(shard.update(mapping().window(Duration.ofSeconds(9))).invocation())
        .containsExactly("1");
  }

  @Test
  void shouldCountTheAttemptsBefore_whenABatchIsRetriedLess() {
    OneShard shard = new OneShard(mapping().maximumRetryAttempts(5)).arrive("1").fail();
    shard.waitForRetry();

    shard.update(mapping().maximumRetryAttempts(1)).fail();

    assertThat(shard.discarding()).isPresent();
  }

  @Test
  void shouldGoOnBehindTheCheckpoint_whenFiltersChange() {
    EventSource source = start(mapping().maximumRetryAttempts(0));
    put("a", "{\"n\":1}");
    await().until(() -> function.received().size() == 1);
    TestMapping filtered = mapping().maximumRetryAttempts(0).filters("{\"data\":{\"n\":[3]}}");
    assertThat(source.canUpdate(filtered.build())).isTrue();

    source.update(filtered.build(), TestMapping.FUNCTION);

    put("a", "{\"n\":2}");
    put("a", "{\"n\":3}");
    await().until(() -> function.received().size() == 2);
    assertThat(function.received()).containsExactly("{\"n\":1}", "{\"n\":3}");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void shouldSayWhetherItCan_whenTheParallelizationFactorChanges(int factor) {
    EventSource source = start(mapping());

    assertThat(source.canUpdate(mapping().parallelizationFactor(factor).batchSize(7).build()))
        .isEqualTo(factor == 1);
  }
}
