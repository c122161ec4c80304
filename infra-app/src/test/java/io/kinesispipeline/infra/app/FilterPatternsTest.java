package io.kinesispipeline.infra.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterPatternsTest {
  private static final Map<String, ?> PAID = Map.of("data", Map.of("state", List.of("paid")));
  private static final String PAID_TEXT = "{\"data\":{\"state\":[\"paid\"]}}";
  private static final String RANGE =
      "a list of at most 10 event patterns on data, each an object or a JSON text";

  @Test
  void shouldTakeObjectsAndTexts_whenTheyAreInTheFile() {
    assertThat(fromFile(List.of(PAID, "{\"data\": {\"a\": [1]}}")))
        .containsExactly(PAID_TEXT, "{\"data\": {\"a\": [1]}}");
  }

  @Test
  void shouldTakeJson_whenItIsOnTheCommandLine_andNoFilter_whenItIsEmpty() {
    assertThat(fromCommandLine("[" + PAID_TEXT + "]")).containsExactly(PAID_TEXT);
    assertThat(fromCommandLine("[]")).isEmpty();
    assertThat(fromCommandLine("")).isEmpty();
  }

  @Test
  void shouldTakeTenPatternsOf4096Characters_andNoMore() {
    String longest = PAID_TEXT.replace("paid", "x".repeat(4096 - PAID_TEXT.length() + 4));

    assertThat(fromFile(Collections.nCopies(10, longest))).hasSize(10);
    assertThatThrownBy(() -> fromFile(Collections.nCopies(11, longest)))
        .hasMessageStartingWith("pipeline.filterPatterns must be " + RANGE + ", was [");
    assertThatThrownBy(() -> fromFile(List.of(PAID, longest + " ")))
        .hasMessageStartingWith(
            "pipeline.filterPatterns[1] must be an event pattern on data: Lambda accepts at most 4,096"
                + " characters, but it has 4,097, was {");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "\"text\"", "[1]", "[[]]", "[null]", "[", "[]]", "paid"})
  void shouldRefuseWhatIsNoList(String text) {
    assertThatThrownBy(() -> fromCommandLine(text))
        .hasMessage("pipeline.filterPatterns must be %s, was %s (-c)", RANGE, text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"data\":                     | Unexpected end-of-input",
        "{\"data\":{\"a\":[1]}} {}       | Trailing token",
        "[]                             | it is not a JSON object",
        "{}                             | data is not a JSON object of rules",
        "{\"data\":[\"plain\"]}         | data is not a JSON object of rules",
        "{\"data\":{\"a\":\"x\"}}       | must be an object or an array",
        "{\"data\":{\"a\":[{\"like\":\"x\"}]}} | Unrecognized match type like",
        "{\"data\":{}}                  | Empty objects are not allowed",
        "{\"data\":{\"a\":[1]},\"partitionKey\":[\"1\"]} | filters of Kinesis support only the key"
            + " data, not partitionKey"
      })
  void shouldNameThePatternAndItsProblem_whenLambdaWouldRefuseIt(String pattern, String problem) {
    assertThatThrownBy(() -> fromFile(List.of(PAID, pattern)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("pipeline.filterPatterns[1] must be an event pattern on data: ")
        .hasMessageContaining(problem)
        .hasMessageEndingWith(", was " + pattern + " (cdk.json)");
  }

  @Test
  void shouldReportEveryPatternThatIsWrong() {
    assertThatThrownBy(() -> fromFile(List.of("{", PAID, "[]")))
        .satisfies(
            e ->
                assertThat(Arrays.asList(e.getMessage().split("\\R")))
                    .hasSize(2)
                    .first()
                    .asString()
                    .startsWith("pipeline.filterPatterns[0] must be"));
  }

  private static List<String> fromFile(List<?> patterns) {
    return read(Map.of("pipeline", Map.of("filterPatterns", patterns)));
  }

  private static List<String> fromCommandLine(String text) {
    Map<String, Object> context =
        new HashMap<>(Map.of("pipeline", Map.of("filterPatterns", List.of(PAID, PAID))));
    context.put("pipeline.filterPatterns", text);
    return read(context);
  }

  private static List<String> read(Map<String, ?> context) {
    return PipelineConfigReader.read(context).get(Settings.FILTER_PATTERNS);
  }
}
