package io.localstream.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.Record;

class InvocationEventTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  @Test
  void shouldBeTheEventOfTheAwsDocumentation() throws IOException {
    List<StreamRecord> records =
        List.of(
            record(
                "49590338271490256608559692538361571095921575989136588898",
                "2018-12-17T22:10:50.987Z",
                "Hello, this is a test."),
            record(
                "49590338271490256608559692540925702759324208523137515618",
                "2018-12-17T22:11:51.166Z",
                "This is only a test."));

    try (InputStream documented = getClass().getResourceAsStream("kinesis-event.json")) {
      assertThat(JSON.readTree(InvocationEvent.of(records))).isEqualTo(JSON.readTree(documented));
    }
  }

  @Test
  void shouldWriteSecondsInPlainDecimals_whenTheArrivalHasNoFraction() throws IOException {
    StreamRecord record = record("1", "2018-12-17T22:10:50Z", "data");

    assertThat(new String(record.entry(), StandardCharsets.UTF_8))
        .contains("\"approximateArrivalTimestamp\":1545084650.000");
  }

  @Test
  void shouldHaveTheForetoldSize() {
    StreamRecord record = record("1", "2018-12-17T22:10:50Z", "d\u00e4t\u00e4");

    for (List<StreamRecord> records :
        List.of(List.of(record), List.of(record, record), List.of(record, record, record))) {
      assertThat(InvocationEvent.bytes(records)).isEqualTo(InvocationEvent.of(records).length);
    }
  }

  private static StreamRecord record(String sequenceNumber, String arrival, String data) {
    Record record =
        Record.builder()
            .sequenceNumber(sequenceNumber)
            .partitionKey("1")
            .approximateArrivalTimestamp(Instant.parse(arrival))
            .data(SdkBytes.fromUtf8String(data))
            .build();
    byte[] entry =
        InvocationEvent.entry(
            "shardId-000000000006",
            record,
            TestMapping.STREAM_ARN,
            TestMapping.FUNCTION.role().arn());
    return new StreamRecord(sequenceNumber, "1", Instant.parse(arrival), true, entry);
  }
}
