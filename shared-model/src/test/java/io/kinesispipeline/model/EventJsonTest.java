package io.kinesispipeline.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventJsonTest {
  /** An event for these tests, because you can change the project's event. */
  private record Greeting(String message, long time) {}

  private static final ObjectReader READER = EventJson.strictMapper().readerFor(Greeting.class);

  @Test
  void shouldReadWhatItWrites() {
    Event event = EventSample.event();
    assertThat(EventJson.read(EventJson.write(event))).isEqualTo(event);
  }

  @Test
  void shouldReadText_whenItIsNotAscii() {
    assertThat(read("{\"message\":\"Grüße, \\\"Welt\\\" 你好\",\"time\":-1}"))
        .isEqualTo(new Greeting("Grüße, \"Welt\" 你好", -1));
  }

  @Test
  void shouldIgnoreUnknownFields() {
    assertThat(read("{\"time\":5,\"unknown\":{\"id\":7},\"message\":\"m\"}"))
        .isEqualTo(new Greeting("m", 5));
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"message\":\"m\"} | field 'time': missing or null at line 1, column 15",
        "{\"time\":5} | field 'message': missing or null at line 1, column 10",
        "{\"message\":null,\"time\":5} | field 'message': missing or null at line 1, column 25",
        "{\"message\":\"m\",\"time\":null} | field 'time': expected long, found null at line 1,"
            + " column 23",
        "{\"message\":7,\"time\":5} | field 'message': expected String, found an integer at line 1,"
            + " column 12",
        "{\"message\":1.5,\"time\":5} | field 'message': expected String, found a decimal number at"
            + " line 1, column 12",
        "{\"message\":true,\"time\":5} | field 'message': expected String, found a boolean at line"
            + " 1, column 12",
        "{\"message\":[\"m\"],\"time\":5} | field 'message': expected String, found an array at"
            + " line 1, column 12",
        "{\"message\":{},\"time\":5} | field 'message': expected String, found an object at line 1,"
            + " column 12",
        "{\"message\":\"m\",\"time\":\"5\"} | field 'time': expected long, found a string at line"
            + " 1, column 23",
        "{\"message\":\"m\",\"time\":\"\"} | field 'time': expected long, found a string at line 1,"
            + " column 23",
        "{\"message\":\"m\",\"time\":5.5} | field 'time': expected long, found a decimal number at"
            + " line 1, column 23",
        "{\"message\":\"m\",\"time\":true} | field 'time': expected long, found a boolean at line"
            + " 1, column 23",
      })
  void shouldNameFieldTypesAndPosition_whenAFieldIsMissingOrMistyped(String json, String problem) {
    assertMalformed(json, problem);
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"message\":\"m\",\"time\":99999999999999999999} | field 'time': expected long, found a"
            + " number that is out of range at line 1, column 43",
        "{\"message\":\"m\",\"time\":5,\"message\":\"n\"} | field 'message': found a string that"
            + " cannot be set, possibly because the field occurs twice, at line 1, column 35",
        "{\"message\":\"m | field 'message': invalid JSON at line 1, column 14",
        "{\"message\":m} | invalid JSON at line 1, column 12",
        "{\"message\":\"m\", | invalid JSON at line 1, column 16",
        "not json | invalid JSON at line 1, column 1",
        "[] | expected an object, found an array at line 1, column 1",
        "null | expected an object, found null at line 1, column 1",
        "\"text\" | expected an object, found a string at line 1, column 1",
        "` ` | expected an object, found the end at line 1, column 2",
        "{\"message\":\"m\",\"time\":5}{} | expected the end, found an object at line 1, column 25",
        "{\"message\":\"m\",\"time\":5} x | invalid JSON at line 1, column 26",
      })
  void shouldSayWhatIsWrongAndWhere_whenTheDataIsNotAnEvent(String json, String problem) {
    assertMalformed(json, problem);
  }

  @Test
  void shouldSayWhatIsWrong_whenTheRecordIsEmpty() {
    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(() -> read(""))
        .withMessage("not an event: the record is empty");
  }

  private static void assertMalformed(String json, String problem) {
    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(() -> read(json))
        .withMessage("not an event: " + problem)
        .withNoCause()
        .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
  }

  private static Greeting read(String json) {
    return EventJson.read(json.getBytes(UTF_8), READER, Greeting.class);
  }
}
