package io.localstream.engine.source;

import static io.localstream.engine.source.ScriptedFunction.FAILED;
import static io.localstream.engine.source.ScriptedFunction.SUCCEEDED;
import static io.localstream.engine.source.TestMapping.mapping;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.AccessDeniedException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.KmsDisabledException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** Tests which records are read, from which position, and in which order. */
class ShardReadingTest extends EventSourceFixture {
  @Test
  void shouldProcessAllRecordsOfAllShardsInOrder_whenItBeginsAtTheTrimHorizon() {
    kinesis = new ScriptedKinesis("a", "b", "c");
    List<String> inA = List.of(put("a", "a1"), put("a", "a2"), put("a", "a3"));
    put("b", "b1");
    put("c", "c1");

    start(mapping());

    await().untilAsserted(() -> assertThat(listener.consumed).hasSize(5));
    assertThat(function.received()).containsExactlyInAnyOrder("a1", "a2", "a3", "b1", "c1");
    assertThat(listener.consumed).containsSubsequence(inA);
    assertThat(listener.delivered).containsExactlyInAnyOrderElementsOf(listener.consumed);
  }

  @Test
  void shouldBeginWhenItIsCreatedNotAtTheFirstPoll_whenItBeginsAtTheLatest() {
    put("a", "before");
    start(mapping().latest());
    put("a", "after");

    await().untilAsserted(() -> assertThat(function.received()).containsExactly("after"));
  }

  @Test
  void shouldNotMoveOn_whenTheLatestIteratorExpiresBeforeTheFirstRecord() {
    put("a", "before", Instant.now().minusSeconds(1));
    start(mapping().latest());
    kinesis.expireIterators();
    put("a", "after");

    await().untilAsserted(() -> assertThat(function.received()).containsExactly("after"));
  }

  @Test
  void shouldBeginAtTheTimestamp_whenTheMappingHasOne() {
    Instant timestamp = Instant.now();
    put("a", "before", timestamp.minusMillis(1));
    put("a", "at", timestamp);

    start(mapping().atTimestamp(timestamp));

    await().untilAsserted(() -> assertThat(function.received()).containsExactly("at"));
  }

  @Test
  void shouldDrainTheParentBeforeItsChildrenAndReadThemWhole_whenAShardSplits() {
    AtomicInteger failures = new AtomicInteger(2);
    function.handle(data -> failures.getAndDecrement() > 0 ? FAILED : SUCCEEDED);
    start(mapping().latest());
    put("a", "parent");
    kinesis.split("a", "left", "right");
    put("left", "left");
    put("right", "right");

    await().untilAsserted(() -> assertThat(listener.consumed).hasSize(3));
    assertThat(function.received())
        .startsWith("parent", "parent", "parent")
        .containsOnlyOnce("left", "right");
  }

  @Test
  void shouldDrainBothParentsBeforeTheirChild_whenShardsMerge() {
    kinesis = new ScriptedKinesis("a", "b");
    put("a", "a1");
    put("b", "b1");
    kinesis.merge("a", "b", "child");
    put("child", "child1");

    start(mapping());

    await().untilAsserted(() -> assertThat(listener.consumed).hasSize(3));
    assertThat(function.received()).endsWith("child1");
  }

  @Test
  void shouldBeginTheChildrenLater_whenTheyCannotBeListedAtOnce() {
    start(mapping());
    kinesis.failLists(1, () -> SdkClientException.create("Connection refused"));
    kinesis.split("a", "left", "right");
    put("left", "left");

    await().untilAsserted(() -> assertThat(function.received()).containsExactly("left"));
    assertThat(notices)
        .containsExactly(
            "Cannot list the shards of the stream lambda-stream: Connection refused;"
                + " trying again until it works");
  }

  @Test
  void shouldGoOnAfterTheLastFetchedRecord_whenTheIteratorExpires() {
    put("a", "1");
    start(mapping());
    await().until(() -> listener.consumed.size() == 1);

    kinesis.expireIterators();
    put("a", "2");

    await().until(() -> listener.consumed.size() == 2);
    assertThat(function.received()).containsExactly("1", "2");
    assertThat(notices).isEmpty();
  }

  @Test
  void shouldReadOnAndGiveOneNoticeAnEpisode_whenReadsAreThrottledOrFail() {
    start(mapping());
    fail("a", ProvisionedThroughputExceededException.builder().message("Rate exceeded").build());
    await().until(() -> listener.consumed.size() == 1);
    fail("a", SdkClientException.create("Connection refused"));
    await().until(() -> listener.consumed.size() == 2);
    fail("a", KinesisException.builder().statusCode(500).message("Internal failure").build());
    await().until(() -> listener.consumed.size() == 3);

    assertThat(notices)
        .hasSize(3)
        .allMatch(notice -> notice.startsWith("Cannot read a of the stream lambda-stream: "));
    assertThat(notices.get(1)).contains("Connection refused");
  }

  /** Lets the next three reads fail, and then puts a record. */
  private void fail(String shardId, RuntimeException failure) {
    kinesis.failReads(shardId, 3, () -> failure);
    put(shardId, "record");
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void shouldCountNothingAsPolled_whenReadsAreRefused(KinesisException refusal) {
    kinesis.failReads("a", Integer.MAX_VALUE, () -> refusal);
    put("a", "record");
    start(mapping());

    await().until(() -> kinesis.refusals() > 1);
    assertThat(measured("PolledEventCount")).isEmpty();
  }

  static Stream<KinesisException> refusals() {
    return Stream.of(
        AccessDeniedException.builder().message("Denied").build(),
        KmsDisabledException.builder().message("Disabled").build(),
        ResourceNotFoundException.builder().message("Not found").build());
  }

  @Test
  void shouldNotDelayAShard_whenAnotherCannotBeReadOrItsRecordsFail() {
    kinesis = new ScriptedKinesis("unreadable", "poisoned", "good");
    kinesis.failReads(
        "unreadable", Integer.MAX_VALUE, () -> SdkClientException.create("Connection refused"));
    function.handle(data -> data.contains("poison") ? FAILED : SUCCEEDED);
    put("poisoned", "poison");
    start(mapping());
    await().until(() -> function.received().contains("poison"));

    String good = put("good", "good");

    await().untilAsserted(() -> assertThat(listener.consumed).containsExactly(good));
  }
}
