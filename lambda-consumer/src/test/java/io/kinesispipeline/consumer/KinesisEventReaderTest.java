package io.kinesispipeline.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KinesisEventReaderTest {
  @Test
  void shouldReadWhatAwssOwnClassReads() throws IOException {
    KinesisEvent event = EventLoader.loadKinesisEvent("events/three-records.json");
    List<StreamRecord> records = readResource();
    assertThat(records).hasSameSizeAs(event.getRecords());
    for (int i = 0; i < records.size(); i++) {
      assertSame(records.get(i), event.getRecords().get(i));
    }
  }

  @Test
  void shouldReadTheArrivalToTheMillisecond() throws IOException {
    assertThat(readResource().get(0).approximateArrival())
        .isEqualTo(Instant.parse("2025-06-02T12:02:44.227Z"));
  }

  @Test
  void shouldNameTheShard() throws IOException {
    assertThat(readResource())
        .extracting(StreamRecord::shardId)
        .containsOnly("shardId-000000000006");
  }

  @Test
  void shouldIgnoreFieldsItDoesNotKnow() throws IOException {
    assertThat(
            read(
                "{\"window\":{\"Records\":[]},\"Records\":[{\"new\":[{\"kinesis\":{}}],"
                    + "\"eventID\":\"s:1\",\"kinesis\":{\"data\":\"\",\"more\":{\"data\":\"eA==\"},"
                    + "\"sequenceNumber\":\"1\",\"partitionKey\":\"k\","
                    + "\"approximateArrivalTimestamp\":1.5E9}}],\"state\":{}}"))
        .singleElement()
        .satisfies(record -> assertThat(record.data()).isEmpty())
        .extracting(StreamRecord::approximateArrival)
        .isEqualTo(Instant.ofEpochSecond(1_500_000_000));
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | the event must begin with {",
        "[] | the event must begin with {",
        "{} | 'Records' is missing",
        "{\"Records\":null} | 'Records' must begin with [",
        "{\"Records\":[5]} | a record must begin with {",
        "{\"Records\":[{\"kinesis\":5}]} | 'kinesis' must begin with {",
        "{\"Records\":[{}]} | 'eventID' is missing",
        "{\"Records\":[{\"eventID\":\"1\"}]} | 'eventID' must be shard:sequence number, and has no colon",
        "{\"Records\":[{\"eventID\":\"s:1\"}]} | 'sequenceNumber' is missing",
        "{\"Records\":[{\"eventID\":\"s:1\",\"kinesis\":{\"sequenceNumber\":null}}]} | 'sequenceNumber' is missing",
        "{\"Records\":[{\"eventID\":\"s:1\",\"kinesis\":{\"sequenceNumber\":\"1\"}}]} | 'partitionKey' is missing",
        "{\"Records\":[{\"kinesis\":{\"data\":\"***\"}}]} | another type at line 1, column 34",
        "{\"Records\":[{\"kinesis\":{\"approximateArrivalTimestamp\":\"now\"}}]} | another type at line 1, column 56",
        "{\"Records\":[ | invalid JSON or a value of another type at line 1, column 13",
      })
  void shouldSayWhatIsWrong_whenItIsNoKinesisEvent(String input, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(input))
        .withMessageStartingWith("the invocation's input is not a Kinesis event: ")
        .withMessageContaining(problem)
        .withNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Records\":SECRET}",
        "{\"Records\":[{\"eventID\":\"SECRET\",\"kinesis\":{\"data\":SECRET",
        "{\"Records\":[{\"eventID\":\"SECRET\",\"kinesis\":\"SECRET\"}]}",
      })
  void shouldShowNothingOfTheInput_whenItIsNoKinesisEvent(String input) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(input))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("SECRET"))
        .withNoCause();
  }

  private static void assertSame(StreamRecord actual, KinesisEventRecord expected) {
    KinesisEvent.Record kinesis = expected.getKinesis();
    assertThat(actual.eventId()).isEqualTo(expected.getEventID());
    assertThat(actual.sequenceNumber()).isEqualTo(kinesis.getSequenceNumber());
    assertThat(actual.partitionKey()).isEqualTo(kinesis.getPartitionKey());
    assertThat(actual.data()).isEqualTo(kinesis.getData().array());
    assertThat(actual.approximateArrival().getEpochSecond())
        .isEqualTo(kinesis.getApproximateArrivalTimestamp().toInstant().getEpochSecond());
  }

  private static List<StreamRecord> readResource() throws IOException {
    try (InputStream event =
        KinesisEventReaderTest.class.getResourceAsStream("/events/three-records.json")) {
      return KinesisEventReader.read(event);
    }
  }

  private static List<StreamRecord> read(String json) throws IOException {
    return KinesisEventReader.read(new ByteArrayInputStream(json.getBytes(UTF_8)));
  }
}
