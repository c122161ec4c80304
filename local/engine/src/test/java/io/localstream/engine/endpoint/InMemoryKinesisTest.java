package io.localstream.engine.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.localstream.engine.stream.DataStream;
import io.localstream.engine.stream.StreamStore;
import io.localstream.fixtures.ManualTime;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** Tests streams in memory through the SDK's client, on a clock that the tests move. */
class InMemoryKinesisTest {
  private static final String STREAM = "MyStream";
  private static final String FIRST = "shardId-000000000000";
  private static final int MAX_BYTES = 1 << 20;

  private final ManualTime clock = new ManualTime(Instant.parse("2026-01-01T00:00:00.123Z"));
  private final StreamStore store = new StreamStore("111122223333", clock, MAX_BYTES);
  private final KinesisClient kinesis =
      new InMemoryKinesis(store, name -> "arn:aws:kinesis:us-east-1:111122223333:stream/" + name)
          .client("us-east-1");

  @BeforeEach
  void createStream() {
    kinesis.createStream(r -> r.streamName(STREAM).shardCount(1));
  }

  @Test
  void shouldGiveRecordsInOrder_whenReadFromTheStart() {
    Instant putAt = clock.instant();
    put("a", "b", "c");

    GetRecordsResponse response = read(iterator(ShardIteratorType.TRIM_HORIZON));

    assertThat(texts(response)).containsExactly("a", "b", "c");
    assertThat(response.millisBehindLatest()).isZero();
    assertThat(response.records())
        .allSatisfy(r -> assertThat(r.approximateArrivalTimestamp()).isEqualTo(putAt))
        .allSatisfy(r -> assertThat(r.partitionKey()).isEqualTo("key"))
        .extracting(r -> new BigInteger(r.sequenceNumber()))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldGoOnWhereItWas_whenLimitLeavesRecords() {
    put("a", "b");
    clock.sleep(Duration.ofSeconds(3));
    put("c");

    GetRecordsResponse first =
        kinesis.getRecords(r -> r.shardIterator(iterator(ShardIteratorType.TRIM_HORIZON)).limit(2));
    GetRecordsResponse second = read(first.nextShardIterator());

    assertThat(texts(first)).containsExactly("a", "b");
    assertThat(first.millisBehindLatest()).isEqualTo(3_000);
    assertThat(texts(second)).containsExactly("c");
    assertThat(texts(read(second.nextShardIterator()))).isEmpty();
  }

  @Test
  void shouldStopAtTenMebibytes_whenRecordsAreLarge() {
    StreamStore large = new StreamStore("111122223333", clock, 64 << 20);
    try (KinesisClient client = new InMemoryKinesis(large, name -> name).client("us-east-1")) {
      client.createStream(r -> r.streamName("large").shardCount(1).maxRecordSizeInKiB(10_240));
      for (int i = 0; i < 3; i++) {
        client.putRecord(
            r ->
                r.streamName("large")
                    .partitionKey("key")
                    .data(SdkBytes.fromByteArray(new byte[4 << 20])));
      }
      String start =
          client
              .getShardIterator(
                  r ->
                      r.streamName("large")
                          .shardId(FIRST)
                          .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
              .shardIterator();

      GetRecordsResponse page = client.getRecords(r -> r.shardIterator(start));

      assertThat(page.records()).hasSize(2);
      assertThat(client.getRecords(r -> r.shardIterator(page.nextShardIterator())).records())
          .hasSize(1);
    }
  }

  @Test
  void shouldStartAtThePosition_whenIteratorHasOne() {
    put("a");
    clock.sleep(Duration.ofSeconds(1));
    Instant afterA = clock.instant();
    put("b", "c");
    String b = read(iterator(ShardIteratorType.TRIM_HORIZON)).records().get(1).sequenceNumber();
    String latest = iterator(ShardIteratorType.LATEST);
    put("d");

    assertThat(texts(read(latest))).containsExactly("d");
    assertThat(texts(readFrom(r -> r.shardIteratorType("AT_SEQUENCE_NUMBER"), b)))
        .containsExactly("b", "c", "d");
    assertThat(texts(readFrom(r -> r.shardIteratorType("AFTER_SEQUENCE_NUMBER"), b)))
        .containsExactly("c", "d");
    assertThat(texts(readFrom(r -> r.shardIteratorType("AT_TIMESTAMP").timestamp(afterA), null)))
        .containsExactly("b", "c", "d");
  }

  @Test
  void shouldForgetRecords_whenTheirRetentionHasPassed() {
    put("old");
    String old = read(iterator(ShardIteratorType.TRIM_HORIZON)).records().get(0).sequenceNumber();
    clock.sleep(Duration.ofHours(23));
    put("new");
    assertThat(texts(read(iterator(ShardIteratorType.TRIM_HORIZON)))).contains("old");

    clock.sleep(Duration.ofHours(1).plusMillis(1));

    assertThat(texts(read(iterator(ShardIteratorType.TRIM_HORIZON)))).containsExactly("new");
    assertThat(texts(readFrom(r -> r.shardIteratorType("AT_SEQUENCE_NUMBER"), old)))
        .containsExactly("new");
  }

  @Test
  void shouldKeepRecordsLonger_whenRetentionIsIncreased() {
    kinesis.increaseStreamRetentionPeriod(r -> r.streamName(STREAM).retentionPeriodHours(48));
    put("kept");
    clock.sleep(Duration.ofHours(47));

    assertThat(texts(read(iterator(ShardIteratorType.TRIM_HORIZON)))).containsExactly("kept");
    kinesis.decreaseStreamRetentionPeriod(r -> r.streamName(STREAM).retentionPeriodHours(24));
    assertThat(texts(read(iterator(ShardIteratorType.TRIM_HORIZON)))).isEmpty();
  }

  @Test
  void shouldRefuseIterator_whenItIsOlderThanFiveMinutes() {
    String iterator = iterator(ShardIteratorType.LATEST);
    clock.sleep(Duration.ofMinutes(5));
    read(iterator);
    clock.sleep(Duration.ofMillis(1));

    assertThatThrownBy(() -> read(iterator))
        .isInstanceOf(ExpiredIteratorException.class)
        .hasMessageContaining(
            "Iterator expired. The iterator was created at time Thu Jan 01 00:00:00 UTC 2026 while"
                + " right now it is Thu Jan 01 00:05:00 UTC 2026 which is further in the future than"
                + " the tolerated delay of 300000 milliseconds.");
  }

  @Test
  void shouldRefuseRecords_whenMemoryIsUsedUp() {
    byte[] large = new byte[MAX_BYTES / 2];
    put(large);

    assertThatThrownBy(() -> put(large))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("the streams of the local run hold 1 MiB of records");
    assertThat(read(iterator(ShardIteratorType.TRIM_HORIZON)).records()).hasSize(1);
    clock.sleep(Duration.ofHours(25));
    put(large);
    kinesis.deleteStream(r -> r.streamName(STREAM));
    createStream();
    put(large);
  }

  @Test
  void shouldEndItsShardAndNameTheChildren_whenSplit() {
    put("before");
    kinesis.splitShard(
        r ->
            r.streamName(STREAM)
                .shardToSplit(FIRST)
                .newStartingHashKey(BigInteger.ONE.shiftLeft(127).toString()));
    put("after");

    GetRecordsResponse last = read(iterator(ShardIteratorType.TRIM_HORIZON));

    assertThat(texts(last)).containsExactly("before");
    assertThat(last.nextShardIterator()).isNull();
    assertThat(last.childShards())
        .extracting("shardId")
        .containsExactly("shardId-000000000001", "shardId-000000000002");
    assertThat(last.childShards())
        .allSatisfy(child -> assertThat(child.parentShards()).containsExactly(FIRST));
  }

  @Test
  void shouldEndItsShard_whenItIsSplitBeforeItHasRecords() {
    String atTheStart = iterator(ShardIteratorType.TRIM_HORIZON);
    String polled = read(atTheStart).nextShardIterator();
    kinesis.splitShard(
        r ->
            r.streamName(STREAM)
                .shardToSplit(FIRST)
                .newStartingHashKey(BigInteger.ONE.shiftLeft(127).toString()));

    for (String iterator : List.of(atTheStart, polled, iterator(ShardIteratorType.TRIM_HORIZON))) {
      assertThat(read(iterator).nextShardIterator()).isNull();
      assertThat(read(iterator).childShards()).hasSize(2);
    }
  }

  @Test
  void shouldGiveAKeyHigherSequenceNumbers_whenShardsAreReplacedTwiceInOneSecond() {
    List<PutRecordResponse> responses = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      responses.add(putOrdered(responses));
    }
    split();
    responses.add(putOrdered(responses));
    kinesis.mergeShards(
        r -> r.streamName(STREAM).shardToMerge("shard-1").adjacentShardToMerge("shard-2"));
    responses.add(putOrdered(responses));

    assertThat(responses)
        .extracting(PutRecordResponse::shardId)
        .contains(FIRST, "shardId-000000000003");
    assertThat(responses)
        .extracting(r -> new BigInteger(r.sequenceNumber()))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  private PutRecordResponse putOrdered(List<PutRecordResponse> before) {
    String last = before.isEmpty() ? null : before.get(before.size() - 1).sequenceNumber();
    return kinesis.putRecord(
        r ->
            r.streamName(STREAM)
                .partitionKey("key")
                .sequenceNumberForOrdering(last)
                .data(SdkBytes.fromUtf8String("")));
  }

  @Test
  void shouldHaveTwoParents_whenMerged() {
    kinesis.createStream(r -> r.streamName("two").shardCount(2));

    kinesis.mergeShards(
        r -> r.streamName("two").shardToMerge("shard-0").adjacentShardToMerge("shard-1"));

    List<Shard> shards = kinesis.listShards(r -> r.streamName("two")).shards();
    assertThat(shards).hasSize(3);
    assertThat(shards.get(2).parentShardId()).isEqualTo(FIRST);
    assertThat(shards.get(2).adjacentParentShardId()).isEqualTo("shardId-000000000001");
    assertThat(shards.get(2).hashKeyRange().startingHashKey()).isEqualTo("0");
    assertThat(shards.subList(0, 2))
        .allSatisfy(s -> assertThat(s.sequenceNumberRange().endingSequenceNumber()).isNotNull());
  }

  @Test
  void shouldShareHashKeysEvenly_whenShardCountIsUpdated() {
    for (int count : List.of(2, 3, 6, 5, 3, 2, 1)) {
      kinesis.updateShardCount(
          r ->
              r.streamName(STREAM)
                  .targetShardCount(count)
                  .scalingType(ScalingType.UNIFORM_SCALING));

      kinesis.createStream(r -> r.streamName("of-" + clock.millis()).shardCount(count));
      assertThat(openRanges(STREAM)).isEqualTo(openRanges("of-" + clock.millis()));
      clock.sleep(Duration.ofSeconds(1));
    }
    assertThatThrownBy(
            () ->
                kinesis.updateShardCount(
                    r ->
                        r.streamName(STREAM)
                            .targetShardCount(3)
                            .scalingType(ScalingType.UNIFORM_SCALING)))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("must be half to double the number of open shards, which is 1");
  }

  @Test
  void shouldForgetClosedShard_whenItsRetentionHasPassed() {
    split();
    assertThat(shardIds(r -> {})).hasSize(3);

    clock.sleep(Duration.ofHours(24).plusMillis(1));

    assertThat(shardIds(r -> {})).containsExactly("shardId-000000000001", "shardId-000000000002");
  }

  @Test
  void shouldSelectShards_whenFilterIsGiven() {
    clock.sleep(Duration.ofHours(1));
    Instant beforeSplit = clock.instant();
    clock.sleep(Duration.ofHours(1));
    split();
    clock.sleep(Duration.ofHours(1));

    assertThat(shardIds(r -> r.shardFilter(f -> f.type(ShardFilterType.AT_LATEST)))).hasSize(2);
    assertThat(shardIds(r -> r.shardFilter(f -> f.type(ShardFilterType.AT_TRIM_HORIZON))))
        .containsExactly(FIRST);
    assertThat(shardIds(r -> r.shardFilter(f -> f.type(ShardFilterType.FROM_TRIM_HORIZON))))
        .hasSize(3);
    assertThat(
            shardIds(
                r ->
                    r.shardFilter(
                        f -> f.type(ShardFilterType.AT_TIMESTAMP).timestamp(beforeSplit))))
        .containsExactly(FIRST);
    assertThat(
            shardIds(
                r ->
                    r.shardFilter(
                        f ->
                            f.type(ShardFilterType.FROM_TIMESTAMP)
                                .timestamp(beforeSplit.plus(Duration.ofHours(2))))))
        .containsExactly("shardId-000000000001", "shardId-000000000002");
    assertThat(
            shardIds(
                r -> r.shardFilter(f -> f.type(ShardFilterType.AFTER_SHARD_ID).shardId(FIRST))))
        .hasSize(2);
  }

  @Test
  void shouldSelectAllShardsAtTheTrimHorizon_whenTimePassesDuringACall() {
    Clock ticking =
        new Clock() {
          @Override
          public Instant instant() {
            clock.sleep(Duration.ofMillis(1));
            return clock.instant();
          }

          @Override
          public ZoneId getZone() {
            return clock.getZone();
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return clock.withZone(zone);
          }
        };
    StreamStore ticked = new StreamStore("111122223333", ticking, MAX_BYTES);
    try (KinesisClient client = new InMemoryKinesis(ticked, name -> name).client("us-east-1")) {
      client.createStream(r -> r.streamName("two").shardCount(2));
      assertThat(
              client
                  .listShards(
                      r ->
                          r.streamName("two")
                              .shardFilter(f -> f.type(ShardFilterType.AT_TRIM_HORIZON)))
                  .shards())
          .hasSize(2);

      client.mergeShards(
          r -> r.streamName("two").shardToMerge("shard-0").adjacentShardToMerge("shard-1"));
      DataStream stream = ticked.stream("two");
      assertThat(stream.shards())
          .extracting(shard -> shard.closed().orElse(stream.shards().get(2).opened()))
          .containsOnly(stream.shards().get(2).opened());
    }
  }

  @Test
  void shouldListAllInPages_whenThereAreMoreThanAsked() {
    kinesis.createStream(r -> r.streamName("five").shardCount(5));

    ListShardsResponse first = kinesis.listShards(r -> r.streamName("five").maxResults(3));
    ListShardsResponse second =
        kinesis.listShards(r -> r.nextToken(first.nextToken()).maxResults(3));

    assertThat(first.shards()).hasSize(3);
    assertThat(second.shards())
        .extracting(Shard::shardId)
        .containsExactly("shardId-000000000003", "shardId-000000000004");
    assertThat(second.nextToken()).isNull();
    assertThatThrownBy(() -> kinesis.listShards(r -> r.nextToken("bm90IG9uZQ==")))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("NextToken is invalid.");
  }

  @Test
  void shouldDescribeStreams_whenTheyAreThere() {
    kinesis.createStream(r -> r.streamName("Other").shardCount(3).maxRecordSizeInKiB(2_048));

    var summary =
        kinesis.describeStreamSummary(r -> r.streamName("Other")).streamDescriptionSummary();

    assertThat(summary.streamStatus()).isEqualTo(StreamStatus.ACTIVE);
    assertThat(summary.openShardCount()).isEqualTo(3);
    assertThat(summary.retentionPeriodHours()).isEqualTo(24);
    assertThat(summary.maxRecordSizeInKiB()).isEqualTo(2_048);
    assertThat(summary.streamCreationTimestamp()).isEqualTo(clock.instant());
    assertThat(summary.streamARN())
        .isEqualTo("arn:aws:kinesis:us-east-1:111122223333:stream/Other");
    var description =
        kinesis.describeStream(r -> r.streamARN(summary.streamARN()).limit(2)).streamDescription();
    assertThat(description.shards()).hasSize(2);
    assertThat(description.hasMoreShards()).isTrue();
    assertThat(kinesis.listStreams().streamNames()).containsExactly(STREAM, "Other");
    assertThat(kinesis.listStreams(r -> r.limit(1)).hasMoreStreams()).isTrue();
    assertThatThrownBy(() -> kinesis.createStream(r -> r.streamName("Other").shardCount(1)))
        .isInstanceOf(ResourceInUseException.class);
  }

  @Test
  void shouldKnowNothingOfIt_whenStreamIsDeleted() {
    String iterator = iterator(ShardIteratorType.LATEST);
    kinesis.deleteStream(r -> r.streamName(STREAM));

    assertThatThrownBy(() -> put("a"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Stream MyStream under account 111122223333 not found.");
    assertThatThrownBy(() -> read(iterator))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining(
            "Shard shardId-000000000000 in stream MyStream under account 111122223333 does not"
                + " exist");
  }

  private void split() {
    kinesis.splitShard(r -> r.streamName(STREAM).shardToSplit(FIRST).newStartingHashKey("1000000"));
  }

  private void put(String... texts) {
    List<PutRecordsRequestEntry> records =
        Arrays.stream(texts)
            .map(
                text ->
                    PutRecordsRequestEntry.builder()
                        .partitionKey("key")
                        .data(SdkBytes.fromUtf8String(text))
                        .build())
            .toList();
    kinesis.putRecords(r -> r.streamName(STREAM).records(records));
  }

  private void put(byte[] data) {
    kinesis.putRecord(
        r -> r.streamName(STREAM).partitionKey("key").data(SdkBytes.fromByteArray(data)));
  }

  private String iterator(ShardIteratorType type) {
    return kinesis
        .getShardIterator(r -> r.streamName(STREAM).shardId(FIRST).shardIteratorType(type))
        .shardIterator();
  }

  private GetRecordsResponse readFrom(
      Consumer<GetShardIteratorRequest.Builder> position, String sequenceNumber) {
    return read(
        kinesis
            .getShardIterator(
                r ->
                    r.streamName(STREAM)
                        .shardId(FIRST)
                        .startingSequenceNumber(sequenceNumber)
                        .applyMutation(position))
            .shardIterator());
  }

  private GetRecordsResponse read(String iterator) {
    return kinesis.getRecords(r -> r.shardIterator(iterator));
  }

  private List<String> openRanges(String stream) {
    return kinesis.listShards(r -> r.streamName(stream)).shards().stream()
        .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
        .map(shard -> shard.hashKeyRange().toString())
        .sorted()
        .toList();
  }

  private List<String> shardIds(Consumer<ListShardsRequest.Builder> filter) {
    return kinesis.listShards(r -> r.streamName(STREAM).applyMutation(filter)).shards().stream()
        .map(Shard::shardId)
        .toList();
  }

  private static List<String> texts(GetRecordsResponse response) {
    return response.records().stream().map(Record::data).map(SdkBytes::asUtf8String).toList();
  }

  @Test
  void shouldChooseShardByMd5OrExplicitHashKey_whenThereAreSeveral() {
    kinesis.createStream(r -> r.streamName("three").shardCount(3));
    List<String> shards =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    kinesis
                        .putRecord(
                            r ->
                                r.streamName("three")
                                    .partitionKey(List.of("a", "b", "e", "f").get(i))
                                    .data(SdkBytes.fromUtf8String("")))
                        .shardId())
            .toList();

    assertThat(shards)
        .containsExactly(
            FIRST, "shardId-000000000001", "shardId-000000000002", "shardId-000000000001");
    assertThat(
            kinesis
                .putRecord(
                    r ->
                        r.streamName("three")
                            .partitionKey("a")
                            .explicitHashKey("340282366920938463463374607431768211455")
                            .data(SdkBytes.fromUtf8String("")))
                .shardId())
        .isEqualTo("shardId-000000000002");
  }
}
