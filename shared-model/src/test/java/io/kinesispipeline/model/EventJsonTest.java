package io.kinesispipeline.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventJsonTest {
  @Test
  void shouldWriteTheContractsForm() {
    assertThat(new String(EventJson.write(new Event("Hello", 1748864964227L)), UTF_8))
        .isEqualTo("{\"message\":\"Hello\",\"time\":1748864964227}");
  }

  @Test
  void shouldReadWhatItWrites_whenTheTextIsNotAscii() {
    Event event = new Event("Grüße, \"Welt\" 你好", -1);
    assertThat(EventJson.read(EventJson.write(event))).isEqualTo(event);
  }

  @Test
  void shouldIgnoreUnknownFields() {
    assertThat(read("{\"time\":5,\"unknown\":{\"id\":7},\"message\":\"m\"}"))
        .isEqualTo(new Event("m", 5));
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"message\":\"m\"} | time",
        "{\"time\":5} | message",
        "{\"message\":null,\"time\":5} | message",
        "{\"message\":\"m\",\"time\":null} | time",
        "{\"message\":7,\"time\":5} | message",
        "{\"message\":1.5,\"time\":5} | message",
        "{\"message\":true,\"time\":5} | message",
        "{\"message\":[\"m\"],\"time\":5} | message",
        "{\"message\":\"m\",\"time\":\"5\"} | time",
        "{\"message\":\"m\",\"time\":\"\"} | time",
        "{\"message\":\"m\",\"time\":5.5} | time",
        "{\"message\":\"m\",\"time\":true} | time",
        "{\"message\":\"m\",\"time\":99999999999999999999} | time",
      })
  void shouldNameTheField_whenItIsMissingOrMistyped(String json, String field) {
    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(() -> read(json))
        .withMessageContaining("'" + field + "'");
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | empty",
        "not json | line 1",
        "{\"message\":\"m\", | line 1",
        "[] | not an event",
        "null | null",
        "\"text\" | not an event",
        "{\"message\":\"m\",\"time\":5}{} | not an event",
      })
  void shouldSayWhatIsWrong_whenTheDataIsNoJsonObject(String json, String says) {
    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(() -> read(json))
        .withMessageContaining(says);
  }

  private static Event read(String json) {
    return EventJson.read(json.getBytes(UTF_8));
  }
}
