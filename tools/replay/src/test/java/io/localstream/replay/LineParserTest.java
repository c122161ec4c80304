package io.localstream.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

class LineParserTest {
  private static final int MAX_BYTES = 1000;

  @Test
  void shouldSendTheLineItself_whenItIsAnEvent() throws Exception {
    String event = "{ \"b\": 1.50, \"a\": \"ü\" }";

    assertThat(parse(event).data().asUtf8String()).isEqualTo(event);
  }

  @Test
  void shouldTakeTheKeyFromTheEvent_whenAPointerIsGiven() throws Exception {
    assertThat(parse("{\"order\":{\"customer\":\"ada\"}}", "/order/customer").partitionKey())
        .isEqualTo("ada");
    assertThat(parse("{\"id\":42}", "/id").partitionKey()).isEqualTo("42");
  }

  @Test
  void shouldGiveEachLineItsOwnKeyAndTheSameEachTime_whenNoPointerIsGiven() throws Exception {
    LineParser parser = parser(null, false);
    String first = parser.parse(line(1, "{}")).partitionKey();

    assertThat(parser.parse(line(1, "{}")).partitionKey()).isEqualTo(first);
    assertThat(parser.parse(line(2, "{}")).partitionKey()).isNotEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hello | line 7 is not an event: it is not JSON",
        "{\"a\":1 | line 7 is not an event: it is not JSON",
        "{} {} | line 7 is not an event: it is not JSON",
        "[1] | line 7 is not an event: it is not a JSON object. --raw sends it unchanged",
        "\"text\" | line 7 is not an event: it is not a JSON object",
        "{\"b\":1} | line 7 has no /key for --key",
        "{\"key\":{}} | line 7 has an object in /key: the partition key must be a string",
        "{\"key\":null} | line 7 has null in /key",
        "{\"key\":\"\"} | line 7 has a partition key of 0 characters; it must have 1 to",
      })
  void shouldRefuseALineWithItsNumber(String text, String says) {
    assertThatThrownBy(() -> parser("/key", false).parse(line(7, text)))
        .isInstanceOf(RefusedLineException.class)
        .hasMessageStartingWith(says);
  }

  @Test
  void shouldRefuseALine_whenTheStreamWouldNotTakeIt() {
    String text = "{\"key\":\"k\",\"text\":\"" + "x".repeat(MAX_BYTES) + "\"}";

    assertThatThrownBy(() -> parse(text, "/key"))
        .isInstanceOf(RefusedLineException.class)
        .hasMessage(
            "line 7 has 1,%03d bytes with its partition key; the stream accepts at most 1,000", 22);
  }

  @Test
  void shouldSendAnyLineAsItIs_whenItIsRaw() throws Exception {
    byte[] bytes = {'[', (byte) 0xff, 0, '{'};

    PutRecordsRequestEntry record = parser(null, true).parse(new Line(1, bytes));

    assertThat(record.data().asByteArray()).isEqualTo(bytes);
    assertThat(record.partitionKey()).hasSize(36);
  }

  @Test
  void shouldKeepKeyAndData_whenTheLineIsACapturedRecord() throws Exception {
    String line =
        "{\"partitionKey\":\"ada\",\"shardId\":\"s\",\"sequenceNumber\":\"1\","
            + "\"arrivalTime\":\"2026-01-01T00:00:00Z\",\"data\":\"{ \\\"a\\\": 1 }\"}";

    PutRecordsRequestEntry record = parse(line, "/message");

    assertThat(record.partitionKey()).isEqualTo("ada");
    assertThat(record.data().asUtf8String()).isEqualTo("{ \"a\": 1 }");
    assertThat(parser(null, true).parse(line(1, line)).data().asUtf8String()).isEqualTo(line);
  }

  @Test
  void shouldTakeAnEventForAnEvent_whenItHasOneMoreFieldThanACapturedRecord() throws Exception {
    String line =
        "{\"partitionKey\":\"ada\",\"shardId\":\"s\",\"sequenceNumber\":\"1\","
            + "\"arrivalTime\":\"2026-01-01T00:00:00Z\",\"data\":\"x\",\"mine\":1}";

    assertThat(parse(line).data().asUtf8String()).isEqualTo(line);
  }

  private static PutRecordsRequestEntry parse(String text) throws RefusedLineException {
    return parser(null, false).parse(line(7, text));
  }

  private static PutRecordsRequestEntry parse(String text, String key) throws RefusedLineException {
    return parser(key, false).parse(line(7, text));
  }

  private static LineParser parser(String key, boolean raw) {
    return new LineParser(Optional.ofNullable(key).map(JsonPointer::compile), raw, MAX_BYTES);
  }

  private static Line line(long number, String text) {
    return new Line(number, text.getBytes(UTF_8));
  }
}
