package io.kinesispipeline.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerTest {
  private static final Trigger FALLBACK =
      new Trigger("request-1", Instant.parse("2030-01-01T00:00:00Z"));

  @Test
  void shouldReadWhatAwssOwnClassReads_whenTheScheduleFires() throws IOException {
    ScheduledEvent expected = EventLoader.loadScheduledEvent("events/scheduled.json");
    try (InputStream event = getClass().getResourceAsStream("/events/scheduled.json")) {
      assertThat(Trigger.read(event, FALLBACK))
          .isEqualTo(
              new Trigger(expected.getId(), Instant.ofEpochMilli(expected.getTime().getMillis())));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "", " \n", "{\"detail\":{\"id\":\"x\"},\"resources\":[\"y\"]}"})
  void shouldFallBack_whenInvokedByHand(String input) throws IOException {
    assertThat(read(input)).isEqualTo(FALLBACK);
  }

  @Test
  void shouldFallBackForWhatIsMissing() throws IOException {
    assertThat(read("{\"id\":\"a\"}")).isEqualTo(new Trigger("a", FALLBACK.time()));
    assertThat(read("{\"time\":\"2025-06-02T14:00:00+02:00\"}"))
        .isEqualTo(new Trigger("request-1", Instant.parse("2025-06-02T12:00:00Z")));
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":5} | 'id' must be a text, was 5",
        "{\"id\":\" \"} | 'id' must be a text",
        "{\"id\":null} | 'id' must be a text, was null",
        "{\"id\":{\"a\":1}} | 'id' must be a text",
        "{\"time\":1748864964227} | 'time' must be a text, was 1748864964227",
        "{\"time\":\"tomorrow\"} | 'time' must be a time such as 2025-06-02T12:00:00Z, was tomorrow",
        "{\"time\":\"2025-06-02\"} | 'time' must be a time such as",
        "[1] | expected a JSON object, found [",
        "null | expected a JSON object, found null",
        "{\"id\":\"a\" | invalid JSON",
        "{\"id\": | invalid JSON",
        "hello | invalid JSON",
      })
  void shouldSayWhatIsWrong_whenTheInputIsMalformed(String input, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(input))
        .withMessageStartingWith("the invocation's input is neither a scheduled event nor {}: ")
        .withMessageContaining(problem);
  }

  private static Trigger read(String input) throws IOException {
    return Trigger.read(new ByteArrayInputStream(input.getBytes(UTF_8)), FALLBACK);
  }
}
