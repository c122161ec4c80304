package io.localstream.engine.endpoint;

import static io.localstream.engine.endpoint.FakeKinesis.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;

class InjectedFaultsTest {

  @Test
  void shouldAnswer503_whenOutageIsOn() throws Exception {
    try (RunningEndpoint running = new RunningEndpoint(1, "kinesis.outage=5s+3s")) {
      running.passSeconds(4.999);
      assertThatCode(() -> put(running)).doesNotThrowAnyException();
      running.passSeconds(0.001);
      assertThatThrownBy(() -> put(running))
          .isInstanceOfSatisfying(
              KinesisException.class,
              e -> {
                assertThat(e.statusCode()).isEqualTo(503);
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ServiceUnavailable");
              });
      assertThatThrownBy(() -> running.kinesis.listStreams()).isInstanceOf(KinesisException.class);
      assertThatCode(() -> running.ssm.getParameter(r -> r.name("plain")))
          .doesNotThrowAnyException();
      running.passSeconds(3);
      assertThatCode(() -> put(running)).doesNotThrowAnyException();

      assertThat(running.faults.injected()).containsEntry("kinesis.outage", 2L);
      assertThat(running.accepted).hasSize(2);
    }
  }

  @Test
  void shouldAnswer500AndPutNothing_whenErrorIsInjected() throws Exception {
    try (RunningEndpoint running = new RunningEndpoint(1, "kinesis.error=1")) {
      assertThatThrownBy(() -> put(running))
          .isInstanceOfSatisfying(
              KinesisException.class,
              e -> {
                assertThat(e.statusCode()).isEqualTo(500);
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InternalFailure");
              });

      assertThat(running.server.operations).isEmpty();
      assertThat(running.faults.injected()).containsEntry("kinesis.error", 1L);
    }
  }

  @Test
  void shouldRejectShareOfEntries_whenThrottlingIsInjected() throws Exception {
    try (RunningEndpoint running = new RunningEndpoint(1, "kinesis.throttle=0.3")) {
      PutRecordsResponse response = putRecords(running, 400);

      assertThat(response.failedRecordCount()).isBetween(80, 160);
      assertThat(response.records())
          .filteredOn(r -> r.errorCode() != null)
          .hasSize(response.failedRecordCount())
          .allMatch(r -> r.errorMessage().startsWith("Rate exceeded for shard shardId-"));
      assertThat(running.accepted).hasSize(400 - response.failedRecordCount());
      assertThat(running.measured("WriteProvisionedThroughputExceeded"))
          .containsExactly((double) response.failedRecordCount());
      assertThat(running.measured("IncomingRecords"))
          .containsExactly(400.0 - response.failedRecordCount());
      assertThat(running.faults.injected())
          .containsEntry("kinesis.throttle", (long) response.failedRecordCount());
    }
  }

  @Test
  void shouldRejectRecord_whenThrottlingIsInjected() throws Exception {
    try (RunningEndpoint running = new RunningEndpoint(1, "kinesis.throttle=1")) {
      assertThatThrownBy(() -> put(running))
          .isInstanceOf(ProvisionedThroughputExceededException.class);
      assertThat(running.measured("WriteProvisionedThroughputExceeded")).containsExactly(1.0);
      assertThat(running.measured("IncomingRecords")).isEmpty();
    }
  }

  @Test
  void shouldPutMalformedRecordsBesides_whenRecordsAreAccepted() throws Exception {
    try (RunningEndpoint running = new RunningEndpoint(1, "stream.malformed=0.1")) {
      PutRecordsResponse response = putRecords(running, 400);

      long malformed = running.faults.injected().get("stream.malformed");
      assertThat(response.records()).hasSize(400);
      assertThat(malformed).isBetween(15L, 75L);
      assertThat(running.accepted).hasSize(400 + (int) malformed).doesNotHaveDuplicates();
      assertThat(running.server.records)
          .filteredOn(r -> r.get("PartitionKey").asText().startsWith("malformed-"))
          .hasSize((int) malformed)
          .allMatch(r -> r.get("Data").isBinary());
    }
  }

  @Test
  void shouldPutMalformedRecordInJson_whenRecordCameInJson() throws Exception {
    try (RunningEndpoint running = new RunningEndpoint(1, "stream.malformed=1")) {
      running.kinesis(
          "PutRecord",
          "{\"StreamARN\":\"arn:aws:kinesis:us-east-1:111122223333:stream/MyStream\","
              + "\"PartitionKey\":\"a\",\"Data\":\"aGk=\"}");

      assertThat(running.server.records).hasSize(2);
      assertThat(running.server.records.get(1).get("Data").isTextual()).isTrue();
      assertThat(running.accepted).hasSize(2);
    }
  }

  private static void put(RunningEndpoint running) {
    running.kinesis.putRecord(
        r -> r.streamName(STREAM).partitionKey("a").data(SdkBytes.fromUtf8String("data")));
  }

  private static PutRecordsResponse putRecords(RunningEndpoint running, int count) {
    return running.kinesis.putRecords(
        r ->
            r.streamName(STREAM)
                .records(
                    IntStream.range(0, count)
                        .mapToObj(
                            i ->
                                PutRecordsRequestEntry.builder()
                                    .partitionKey("key-" + i)
                                    .data(SdkBytes.fromUtf8String("data"))
                                    .build())
                        .toList()));
  }
}
