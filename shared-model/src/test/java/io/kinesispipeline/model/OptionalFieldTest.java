package io.kinesispipeline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests an event with added components: old records have the first two only. */
class OptionalFieldTest {
  private record ExtendedEvent(
      String message,
      long time,
      @OptionalField String customer,
      @OptionalField int quantity,
      @OptionalField boolean gift,
      @OptionalField List<String> notes) {
    ExtendedEvent(String message, long time) {
      this(message, time, "", 0, false, List.of());
    }
  }

  private static final String OLD = "{\"message\":\"m\",\"time\":5}";

  private final JsonMapper mapper = EventJson.strictMapper();

  @ParameterizedTest
  @ValueSource(
      strings = {
        OLD,
        "{\"message\":\"m\",\"time\":5,\"customer\":null,\"quantity\":null,\"gift\":null,\"notes\":null}"
      })
  void shouldBeEmpty_whenItIsMissingOrNull(String json) throws JsonProcessingException {
    assertThat(mapper.readValue(json, ExtendedEvent.class)).isEqualTo(new ExtendedEvent("m", 5));
  }

  @Test
  void shouldNotBeWritten_whenItIsEmpty() throws JsonProcessingException {
    assertThat(mapper.writeValueAsString(new ExtendedEvent("m", 5))).isEqualTo(OLD);
  }

  @Test
  void shouldReadOptionalFieldAsWritten() throws JsonProcessingException {
    ExtendedEvent event = new ExtendedEvent("m", 5, "c-1", 3, true, List.of("a"));
    assertThat(mapper.readValue(mapper.writeValueAsString(event), ExtendedEvent.class))
        .isEqualTo(event);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message\":\"m\",\"time\":5,\"customer\":7}",
        "{\"message\":\"m\",\"time\":5,\"quantity\":\"3\"}",
        "{\"message\":\"m\",\"customer\":\"c-1\"}",
        "{\"time\":5,\"customer\":\"c-1\"}"
      })
  void shouldRejectWrongTypesAndMissingRequiredFields(String json) {
    assertThatExceptionOfType(MismatchedInputException.class)
        .isThrownBy(() -> mapper.readValue(json, ExtendedEvent.class));
  }
}
