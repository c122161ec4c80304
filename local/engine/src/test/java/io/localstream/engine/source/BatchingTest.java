package io.localstream.engine.source;

import static io.localstream.engine.source.TestMapping.mapping;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * BatchSize, MaximumBatchingWindowInSeconds, ParallelizationFactor, the payload limit, fetching.
 */
class BatchingTest {

  @Test
  void shouldSendAtMostTheBatchSizeInOrder_whenMoreRecordsWait() {
    OneShard shard = new OneShard(mapping().batchSize(2)).arrive("1", "2", "3");

    assertThat(shard.invocation()).containsExactly("1", "2");
    assertThat(shard.succeed().invocation()).containsExactly("3");
  }

  @Test
  void shouldSendWhatThereIsAtOnce_whenThereIsNoBatchingWindow() {
    assertThat(new OneShard(mapping()).arrive("1").invocation()).containsExactly("1");
  }

  @Test
  void shouldGatherUntilTheWindowEnds_whenTheBatchIsNotFull() {
    OneShard shard = new OneShard(mapping().window(Duration.ofSeconds(2))).arrive("1");
    Duration untilLastArrival = Duration.ofMillis(1999);
    shard.advance(untilLastArrival.dividedBy(2)).arrive("2");
    shard.advance(Duration.between(shard.now(), OneShard.START.plus(untilLastArrival)));

    assertThat(shard.invocations()).as("one millisecond before the window ends").isEmpty();
    assertThat(shard.advance(Duration.ofMillis(1)).invocation()).containsExactly("1", "2");
  }

  @Test
  void shouldSayHowLongTheWindowIs_whileABatchIsGathered() {
    OneShard shard = new OneShard(mapping().window(Duration.ofSeconds(20))).arrive("1");

    assertThat(shard.advance(Duration.ofSeconds(5)).waits())
        .containsExactly("the next batch in 15000 ms");
    assertThat(shard.advance(Duration.ofSeconds(15)).waits()).isEmpty();
  }

  @Test
  void shouldSendAtOnce_whenTheBatchIsFullBeforeTheWindowEnds() {
    OneShard shard = new OneShard(mapping().batchSize(2).window(Duration.ofMinutes(5)));

    assertThat(shard.arrive("1").invocations()).isEmpty();
    assertThat(shard.arrive("2").invocation()).containsExactly("1", "2");
  }

  @Test
  void shouldBeginTheNextWindowWithItsOwnFirstRecord_whenABatchIsTaken() {
    OneShard shard = new OneShard(mapping().batchSize(2).window(Duration.ofSeconds(10)));
    shard.arrive("1").advance(Duration.ofSeconds(8)).arrive("2", "3").succeed();

    assertThat(shard.advance(Duration.ofSeconds(9)).invocations()).isEmpty();
    assertThat(shard.advance(Duration.ofSeconds(1)).invocation()).containsExactly("3");
  }

  @Test
  void shouldNotWaitForTheWindow_whenTheShardHasEnded() {
    OneShard shard = new OneShard(mapping().window(Duration.ofMinutes(5))).arriveAndEnd("1");

    assertThat(shard.invocation()).containsExactly("1");
    assertThat(shard.isDrained()).isFalse();
    assertThat(shard.succeed().isDrained()).isTrue();
  }

  @Test
  void shouldSendSixMegabytesAtMost_whenRecordsAreLarge() {
    int half = (InvocationEvent.MAXIMUM_BYTES - "{\"Records\":[,]}".length()) / 2;
    OneShard shard = new OneShard(mapping());

    shard.arrive(
        List.of(
            sized("1", half), sized("2", half + 1), sized("3", half + 1), sized("4", half + 1)));

    assertThat(shard.invocation()).as("exactly six megabytes").containsExactly("1", "2");
    assertThat(shard.succeed().invocation()).as("a byte more with the next").containsExactly("3");
    assertThat(shard.succeed().invocation()).containsExactly("4");
  }

  @Test
  void shouldNotWaitForTheWindow_whenThePayloadIsFull() {
    OneShard shard = new OneShard(mapping().window(Duration.ofMinutes(5)));

    shard.arrive(List.of(sized("1", 4 << 20), sized("2", 4 << 20)));

    assertThat(shard.invocation()).containsExactly("1");
  }

  @Test
  void shouldDiscardARecordAtOnce_whenItAloneIsLargerThanAnInvocationTakes() {
    OneShard shard = new OneShard(mapping());

    shard.arrive(List.of(sized("1", 7 << 20), sized("2", 100)));

    assertThat(shard.invocations()).isEmpty();
    assertThat(shard.discarding().orElseThrow().condition())
        .isEqualTo(Command.DiscardCondition.MAXIMUM_PAYLOAD_SIZE_EXCEEDED);
    assertThat(shard.deliver().invocation()).containsExactly("2");
  }

  @Test
  void shouldSendOneBatchAtATime_whenTheParallelizationFactorIsOne() {
    OneShard shard = new OneShard(mapping().batchSize(1)).arrive("1", "2").arrive("3");

    assertThat(shard.invocations()).containsExactly(List.of("1"));
  }

  @Test
  void shouldSendSoManyBatchesConcurrently_whenTheParallelizationFactorIsHigher() {
    OneShard shard = new OneShard(mapping().batchSize(1).parallelizationFactor(3));
    List<StreamRecord> ofManyKeys =
        IntStream.range(0, 50)
            .mapToObj(i -> OneShard.record("" + i, "key-" + i, shard.now()))
            .toList();

    assertThat(shard.arrive(ofManyKeys).invocations()).hasSize(3);
  }

  @Test
  void shouldHoldBackAKeysRecords_whenAnEarlierRecordOfTheKeyIsUnderWay() {
    OneShard shard = new OneShard(mapping().batchSize(1).parallelizationFactor(10));

    shard.arrive("1", "2").arrive("3");

    assertThat(shard.invocations()).containsExactly(List.of("1"));
    assertThat(shard.succeed().invocation()).containsExactly("2");
  }

  @Test
  void shouldReadFourTimesASecondAtMost_whenRecordsKeepComing() {
    OneShard shard = new OneShard(mapping()).arrive("1");

    assertThat(shard.advance(Duration.ofMillis(249)).isFetching()).isFalse();
    assertThat(shard.advance(Duration.ofMillis(1)).isFetching()).isTrue();
  }

  @Test
  void shouldBackOff_whenTheStreamCannotBeRead() {
    OneShard shard = new OneShard(mapping()).failFetch();
    shard.advance(ShardConsumer.POLL_INTERVAL).failFetch();
    shard.advance(ShardConsumer.POLL_INTERVAL).failFetch();
    assertThat(shard.waits()).containsExactly("read attempt 4 in 400 ms");
    assertThat(shard.advance(Duration.ofMillis(399)).isFetching()).isFalse();
    assertThat(shard.advance(Duration.ofMillis(1)).isFetching()).isTrue();

    assertThat(shard.failFetch().advance(Duration.ofMillis(799)).isFetching()).isFalse();
    assertThat(shard.advance(Duration.ofMillis(1)).isFetching()).isTrue();
  }

  @Test
  void shouldStopFetching_whileTooManyRecordsWait() {
    OneShard shard = new OneShard(mapping());
    shard.arrive(
        IntStream.range(0, ShardConsumer.MAXIMUM_WAITING_RECORDS)
            .mapToObj(i -> OneShard.record("" + i, "key", shard.now()))
            .toList());

    assertThat(shard.advance(Duration.ofMinutes(1)).isFetching()).isFalse();
    assertThat(shard.succeed().isFetching()).isTrue();
  }

  @Test
  void shouldStopFetching_whileTooManyBytesWait() {
    OneShard shard = new OneShard(mapping());
    shard.arrive(List.of(sized("1", 5 << 20), sized("2", 5 << 20)));

    assertThat(shard.advance(Duration.ofMinutes(1)).isFetching()).isFalse();
    assertThat(shard.succeed().isFetching()).isTrue();
  }

  private static StreamRecord sized(String sequenceNumber, int bytes) {
    return new StreamRecord(sequenceNumber, "key", OneShard.START, true, new byte[bytes]);
  }
}
