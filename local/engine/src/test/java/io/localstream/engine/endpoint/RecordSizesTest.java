package io.localstream.engine.endpoint;

import static io.localstream.engine.endpoint.FakeKinesis.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.localstream.engine.iam.RestrictedFunction;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

/** Tests a stream that accepts records of 1 MiB, and one that accepts records of 10 MiB. */
class RecordSizesTest {
  private static final int MIB = 1 << 20;
  private static final String ONE_SHARD = "0";

  private RunningEndpoint small;
  private RunningEndpoint large;

  @BeforeEach
  void start() throws IOException {
    small = new RunningEndpoint(1);
    large = new RunningEndpoint(new RestrictedFunction().maxRecordBytes(10 * MIB), "key", 1);
  }

  @AfterEach
  void stop() {
    small.close();
    large.close();
  }

  @Test
  void shouldRefuseRecord_whenItsDataIsLargerThanTheStreamTakes() {
    assertThatThrownBy(() -> put(small, "k", MIB + 1))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("Value at 'data' failed to satisfy constraint")
        .hasMessageContaining("length less than or equal to 1048576");
    assertThatThrownBy(() -> put(large, "k", 10 * MIB + 1))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("length less than or equal to 10485760");
    assertThat(small.server.records).isEmpty();
    assertThat(large.server.records).isEmpty();
  }

  @Test
  void shouldRefuseRecord_whenItsPartitionKeyMakesItTooLarge() {
    assertThatThrownBy(() -> put(small, "€", MIB - 2))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("must have 1048576 bytes or less, had 1048577");
    assertThatCode(() -> put(small, "é", MIB - 2)).doesNotThrowAnyException();
  }

  @Test
  void shouldRefuseWholeRequest_whenOneOfItsRecordsIsTooLarge() {
    assertThatThrownBy(() -> putAll(small, entry(1), entry(MIB + 1)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("Value at 'records.2.member.data' failed to satisfy constraint");
    assertThatThrownBy(() -> putAll(small, entry(1), entry(MIB)))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("had 1048577");
    assertThat(small.server.records).isEmpty();
  }

  @Test
  void shouldTakeRecordOfTenMebibytes_asABurstThatTheNextSecondsPayFor() {
    put(large, "k", 10 * MIB - 1);

    large.passSeconds(9);
    assertThatThrownBy(() -> put(large, "k", 1))
        .isInstanceOf(ProvisionedThroughputExceededException.class);
    large.passSeconds(1);
    assertThatCode(() -> put(large, "k", MIB - 1)).doesNotThrowAnyException();
    assertThat(large.accepted).hasSize(2);
  }

  @Test
  void shouldTakeRequestOfTenMebibytes_whenItIsOneRecord() {
    putAll(large, entry(10 * MIB - 1));

    assertThat(large.accepted).hasSize(1);
    assertThatThrownBy(() -> putAll(large, entry(10 * MIB - 1), entry(1)))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("exceeds 10 MB");
  }

  private static void put(RunningEndpoint endpoint, String partitionKey, int bytes) {
    endpoint.kinesis.putRecord(
        r ->
            r.streamName(STREAM)
                .partitionKey(partitionKey)
                .explicitHashKey(ONE_SHARD)
                .data(SdkBytes.fromByteArrayUnsafe(new byte[bytes])));
  }

  private static void putAll(RunningEndpoint endpoint, PutRecordsRequestEntry... entries) {
    endpoint.kinesis.putRecords(r -> r.streamName(STREAM).records(entries));
  }

  private static PutRecordsRequestEntry entry(int bytes) {
    return PutRecordsRequestEntry.builder()
        .partitionKey("k")
        .explicitHashKey(ONE_SHARD)
        .data(SdkBytes.fromByteArrayUnsafe(new byte[bytes]))
        .build();
  }
}
