package io.localstream.engine.endpoint;

import static io.localstream.engine.endpoint.FakeKinesis.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

class StreamLimitsTest {
  private static final String FIRST_SHARD = "0";
  private static final String SECOND_SHARD = BigInteger.ONE.shiftLeft(127).toString();
  private static final int MIB = 1 << 20;
  private static final String RATE_EXCEEDED =
      "Rate exceeded for shard shardId-000000000000 in stream MyStream under account 111122223333.";

  private RunningEndpoint running;

  @BeforeEach
  void start() throws IOException {
    running = new RunningEndpoint(2);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void shouldThrottlePutRecord_whenShardTookItsMebibyte() {
    put(FIRST_SHARD, MIB);

    assertThatThrownBy(() -> put(FIRST_SHARD, 1))
        .isInstanceOf(ProvisionedThroughputExceededException.class)
        .hasMessageContaining(RATE_EXCEEDED);
    assertThat(running.server.count("PutRecord")).isEqualTo(1);
    assertThat(running.accepted).hasSize(1);
  }

  @Test
  void shouldTakeFurtherRecords_whenTimePassedOrOtherShardIsMeant() {
    put(FIRST_SHARD, MIB);

    assertThatCode(() -> put(SECOND_SHARD, MIB)).doesNotThrowAnyException();
    running.passSeconds(1);
    assertThatCode(() -> put(FIRST_SHARD, MIB)).doesNotThrowAnyException();
  }

  @Test
  void shouldRejectSomeEntriesInTheirPlaces_whenOneShardIsFull() {
    put(FIRST_SHARD, MIB - 10);

    PutRecordsResponse response =
        running.kinesis.putRecords(
            r ->
                r.streamName(STREAM)
                    .records(
                        entry(FIRST_SHARD, 11),
                        entry(SECOND_SHARD, 1),
                        entry(FIRST_SHARD, 8),
                        entry(FIRST_SHARD, 7)));

    assertThat(response.failedRecordCount()).isEqualTo(2);
    assertThat(response.records())
        .extracting(PutRecordsResultEntry::sequenceNumber)
        .containsExactly(null, "2", "3", null);
    assertThat(response.records().get(0).errorCode())
        .isEqualTo("ProvisionedThroughputExceededException");
    assertThat(response.records().get(0).errorMessage()).isEqualTo(RATE_EXCEEDED);
    assertThat(running.server.records)
        .extracting(r -> r.get("ExplicitHashKey").asText())
        .containsExactly(FIRST_SHARD, SECOND_SHARD, FIRST_SHARD);
  }

  @Test
  void shouldRejectSomeEntriesInTheirPlaces_whenRequestIsJson() throws Exception {
    put(FIRST_SHARD, MIB - 2);

    JsonNode answer =
        running.kinesis(
            "PutRecords",
            "{\"StreamName\":\"MyStream\",\"Records\":[%s,%s]}"
                .formatted(jsonEntry("aGk="), jsonEntry("YQ==")));

    assertThat(answer.get("FailedRecordCount").asInt()).isEqualTo(1);
    assertThat(answer.at("/Records/0/ErrorMessage").asText()).isEqualTo(RATE_EXCEEDED);
    assertThat(answer.at("/Records/1/SequenceNumber").asText()).isEqualTo("2");
    assertThat(running.server.records.get(1).get("Data").asText()).isEqualTo("YQ==");
  }

  @Test
  void shouldAddUpFailures_whenServerFailsOneAndShardRejectsAnother() {
    put(FIRST_SHARD, MIB - 10);

    PutRecordsResponse response =
        putRecords(
            List.of(
                entry(SECOND_SHARD, 1).toBuilder().partitionKey("fails").build(),
                entry(FIRST_SHARD, 11),
                entry(SECOND_SHARD, 1)));

    assertThat(response.failedRecordCount()).isEqualTo(2);
    assertThat(response.records())
        .extracting(PutRecordsResultEntry::errorCode)
        .containsExactly("InternalFailure", "ProvisionedThroughputExceededException", null);
    assertThat(running.accepted).hasSize(2);
  }

  @Test
  void shouldNotForward_whenAllEntriesAreRejected() {
    put(FIRST_SHARD, MIB);

    PutRecordsResponse response = putRecords(Collections.nCopies(3, entry(FIRST_SHARD, 1)));

    assertThat(response.failedRecordCount()).isEqualTo(3);
    assertThat(response.records()).hasSize(3).noneMatch(r -> r.sequenceNumber() != null);
    assertThat(running.server.count("PutRecords")).isZero();
  }

  @Test
  void shouldRejectRest_whenShardTookThousandRecords() {
    List<PutRecordsRequestEntry> entries = Collections.nCopies(400, entry(FIRST_SHARD, 1));

    assertThat(putRecords(entries).failedRecordCount()).isZero();
    assertThat(putRecords(entries).failedRecordCount()).isZero();
    assertThat(putRecords(entries).failedRecordCount()).isEqualTo(200);
  }

  @Test
  void shouldCountPartitionKeyInUtf8_whenMeasuringRecords() {
    put(FIRST_SHARD, MIB - 2);

    PutRecordsRequestEntry twoBytesOfKey =
        entry(FIRST_SHARD, 1).toBuilder().partitionKey("é").build();
    PutRecordsRequestEntry threeBytesOfKey =
        entry(FIRST_SHARD, 1).toBuilder().partitionKey("€").build();

    assertThat(putRecords(List.of(threeBytesOfKey)).failedRecordCount()).isEqualTo(1);
    assertThat(putRecords(List.of(twoBytesOfKey)).failedRecordCount()).isZero();
  }

  @Test
  void shouldRefuseRequest_whenItHasMoreThan500Records() {
    assertThatThrownBy(() -> putRecords(Collections.nCopies(501, entry(FIRST_SHARD, 1))))
        .isInstanceOf(KinesisException.class)
        .hasMessageContaining("less than or equal to 500");
    assertThat(running.server.records).isEmpty();
  }

  @Test
  void shouldRefuseRequest_whenItIsLargerThanTenMebibytes() {
    assertThatThrownBy(() -> putRecords(Collections.nCopies(10, entry(FIRST_SHARD, MIB + 1))))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("exceeds 10 MB");
    assertThat(running.server.records).isEmpty();
  }

  @Test
  void shouldSpreadByMd5OfPartitionKey_whenNoHashKeyIsGiven() throws Exception {
    // MD5 of "a" begins with 0c, of "b" with 92: the first and the second half of the hash keys.
    put(FIRST_SHARD, MIB);

    String body = "{\"StreamName\":\"MyStream\",\"PartitionKey\":\"%s\",\"Data\":\"aGk=\"}";

    assertThat(running.kinesis("PutRecord", body.formatted("a")).get("message").asText())
        .isEqualTo(RATE_EXCEEDED);
    assertThat(running.kinesis("PutRecord", body.formatted("b")).has("SequenceNumber")).isTrue();
  }

  @Test
  void shouldThrottleSixthGetRecords_whenFiveWereMadeInTheSecond() {
    String iterator = iterator();
    for (int i = 0; i < 5; i++) {
      iterator = read(iterator).nextShardIterator();
    }
    String next = iterator;

    assertThatThrownBy(() -> read(next))
        .isInstanceOf(ProvisionedThroughputExceededException.class)
        .hasMessageContaining(RATE_EXCEEDED);
    running.passSeconds(0.2);
    assertThatCode(() -> read(next)).doesNotThrowAnyException();
    assertThat(running.measured("ReadProvisionedThroughputExceeded")).containsExactly(1.0);
  }

  @Test
  void shouldThrottleReadsForFiveSeconds_whenOneReturnedTenMebibytes() {
    IntStream.range(0, 10).forEach(i -> running.server.readable.add(new byte[MIB]));
    String iterator = read(iterator()).nextShardIterator();

    running.passSeconds(4.9);
    assertThatThrownBy(() -> read(iterator))
        .isInstanceOf(ProvisionedThroughputExceededException.class);
    running.passSeconds(0.1);
    assertThatCode(() -> read(iterator)).doesNotThrowAnyException();
  }

  @Test
  void shouldMeasureDataNotBase64_whenReadInJson() throws Exception {
    running.server.readable.add(new byte[2 * MIB - 2]);
    String iterator = iterator();

    running.kinesis("GetRecords", "{\"ShardIterator\":\"" + iterator + "\"}");

    assertThatCode(() -> read(iterator)).doesNotThrowAnyException();
    assertThatThrownBy(() -> read(iterator))
        .isInstanceOf(ProvisionedThroughputExceededException.class);
  }

  @Test
  void shouldForwardWithoutLimit_whenIteratorIsUnknown() {
    for (int i = 0; i < 6; i++) {
      read("iterator-of-another-run");
    }

    assertThat(running.server.count("GetRecords")).isEqualTo(6);
  }

  @Test
  void shouldAskForShardsOnce_whenNothingIsResharded() {
    put(FIRST_SHARD, 1);
    put(SECOND_SHARD, 1);

    assertThat(running.server.count("ListShards")).isEqualTo(1);
  }

  @Test
  void shouldUseNewShards_whenSplitPassesByOrRecordGoesToUnknownShard() {
    put(FIRST_SHARD, MIB);
    running.kinesis.splitShard(
        r -> r.streamName(STREAM).shardToSplit("shardId-000000000000").newStartingHashKey("9"));
    assertThatCode(() -> put(FIRST_SHARD, MIB)).doesNotThrowAnyException();

    running.server.reshard(1);
    put(SECOND_SHARD, 1);
    put(SECOND_SHARD, MIB);

    assertThatThrownBy(() -> put(SECOND_SHARD, 1)).hasMessageContaining("shardId-000000000004");
  }

  private void put(String hashKey, int bytesWithKey) {
    running.kinesis.putRecord(
        r ->
            r.streamName(STREAM)
                .partitionKey("k")
                .explicitHashKey(hashKey)
                .data(SdkBytes.fromByteArray(new byte[bytesWithKey - 1])));
  }

  private PutRecordsResponse putRecords(List<PutRecordsRequestEntry> entries) {
    return running.kinesis.putRecords(r -> r.streamName(STREAM).records(entries));
  }

  private static PutRecordsRequestEntry entry(String hashKey, int bytesWithKey) {
    return PutRecordsRequestEntry.builder()
        .partitionKey("k")
        .explicitHashKey(hashKey)
        .data(SdkBytes.fromByteArray(new byte[bytesWithKey - 1]))
        .build();
  }

  private static String jsonEntry(String base64) {
    return "{\"PartitionKey\":\"k\",\"ExplicitHashKey\":\"0\",\"Data\":\"%s\"}".formatted(base64);
  }

  private String iterator() {
    return running
        .kinesis
        .getShardIterator(
            r ->
                r.streamName(STREAM)
                    .shardId("shardId-000000000000")
                    .shardIteratorType("TRIM_HORIZON"))
        .shardIterator();
  }

  private GetRecordsResponse read(String iterator) {
    return running.kinesis.getRecords(r -> r.shardIterator(iterator));
  }
}
