package io.kinesispipeline.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StreamRecordTest {
  private final KinesisEvent event = EventLoader.loadKinesisEvent("events/three-records.json");

  @Test
  void shouldHaveFieldsOfEvent() {
    StreamRecord record = StreamRecord.allOf(event).get(1);
    String sequenceNumber = "49590338271490256608559692538361571095921575989136588899";
    assertThat(record.eventId()).isEqualTo("shardId-000000000006:" + sequenceNumber);
    assertThat(record.shardId()).isEqualTo("shardId-000000000006");
    assertThat(record.sequenceNumber()).isEqualTo(sequenceNumber);
    assertThat(record.partitionKey()).isEqualTo("key-1");
    assertThat(record.approximateArrival()).isEqualTo(Instant.parse("2025-06-02T12:02:45.227Z"));
    assertThat(new String(record.data(), UTF_8))
        .isEqualTo("{\"message\":\"Grüße 1\",\"time\":1748865764001}");
  }

  @Test
  void shouldKeepTheOrder() {
    assertThat(StreamRecord.allOf(event))
        .extracting(StreamRecord::partitionKey)
        .containsExactly("key-0", "key-1", "key-2");
  }

  @Test
  void shouldNotShowData_whenPrinted() {
    assertThat(StreamRecord.allOf(event).get(0)).asString().contains("key-0").doesNotContain("123");
  }

  @Test
  void shouldSayThatRecordsAreMissing_whenNotKinesisEvent() {
    for (KinesisEvent none : new KinesisEvent[] {null, new KinesisEvent()}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> StreamRecord.allOf(none))
          .withMessage("the invocation's input is not a Kinesis event: 'Records' is missing");
    }
  }

  static Stream<Arguments> incomplete() {
    return Stream.of(
        without("'eventID' is missing", record -> record.setEventID(null)),
        without(
            "'eventID' must have the form shard:sequence number", record -> record.setEventID("1")),
        without("'kinesis' is missing", record -> record.setKinesis(null)),
        without("'sequenceNumber'", record -> record.getKinesis().setSequenceNumber(null)),
        without("'partitionKey'", record -> record.getKinesis().setPartitionKey(null)),
        without(
            "'approximateArrivalTimestamp'",
            record -> record.getKinesis().setApproximateArrivalTimestamp(null)),
        without("'data'", record -> record.getKinesis().setData(null)));
  }

  private static Arguments without(String problem, Consumer<KinesisEventRecord> change) {
    return Arguments.of(problem, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("incomplete")
  void shouldNameMissingField_whenRecordIsIncomplete(
      String problem, Consumer<KinesisEventRecord> change) {
    change.accept(event.getRecords().get(2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StreamRecord.allOf(event))
        .withMessageStartingWith("the invocation's input is not a Kinesis event: " + problem);
  }

  @Test
  void shouldBeEmpty_whenBatchIsEmpty() {
    event.setRecords(List.of());
    assertThat(StreamRecord.allOf(event)).isEmpty();
  }
}
