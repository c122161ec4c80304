package io.kinesispipeline.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests an event with nested records and maps. */
class EventProblemTest {
  private record ShippedItem(@JsonProperty("article_no") String article, int quantity) {
    @SuppressWarnings("UnusedMethod") // Jackson calls it
    ShippedItem {
      if (quantity < 0) {
        throw new IllegalArgumentException("negative: " + quantity);
      }
    }
  }

  private record Shipment(List<ShippedItem> items, @OptionalField Map<String, Integer> labels) {}

  private final JsonMapper mapper = EventJson.strictMapper();

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"items\":[{\"article_no\":5,\"quantity\":1}]} | field 'items.[0].article_no': expected"
            + " String, found an integer at line 1, column 25",
        "{\"items\":[7]} | field 'items.[0]': expected an object, found an integer at line 1,"
            + " column 11",
        "{\"items\":[{\"article_no\":\"a\",\"quantity\":-4929}]} | field 'items.[0]': rejected with"
            + " java.lang.IllegalArgumentException at line 1, column 45",
        "{\"items\":[],\"labels\":{\"SECRET\":\"x\"}} | field 'labels.*': expected Integer, found a"
            + " string at line 1, column 32",
      })
  void shouldNamePath_withoutKeysOrValues(String json, String problem) throws IOException {
    try (JsonParser parser = mapper.createParser(json)) {
      assertThat(problem(parser).getMessage()).isEqualTo("not an event: " + problem);
    }
  }

  private MalformedEventException problem(JsonParser parser) {
    try {
      throw new AssertionError("no problem: " + mapper.readValue(parser, Shipment.class));
    } catch (IOException e) {
      return new EventProblem(parser, mapper.getDeserializationConfig()).of(e);
    }
  }
}
