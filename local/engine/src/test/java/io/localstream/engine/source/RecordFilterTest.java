package io.localstream.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordFilterTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      value = {
        // Comparison operator | data that matches | data that does not
        "{\"a\":[null]}                             | {\"a\":null}        | {\"a\":\"\"}",
        "{\"a\":[\"\"]}                             | {\"a\":\"\"}        | {\"a\":null}",
        "{\"a\":[\"x\"]}                            | {\"a\":\"x\"}       | {\"a\":\"X\"}",
        "{\"a\":[{\"equals-ignore-case\":\"x\"}]}   | {\"a\":\"X\"}       | {\"a\":\"y\"}",
        "{\"a\":[\"x\"],\"b\":[\"y\"]}              | {\"a\":\"x\",\"b\":\"y\"} | {\"a\":\"x\"}",
        "{\"a\":[\"x\",\"y\"]}                      | {\"a\":\"y\"}       | {\"a\":\"z\"}",
        "{\"$or\":[{\"a\":[\"x\"]},{\"b\":[\"y\"]}]} | {\"b\":\"y\"}      | {\"a\":\"y\"}",
        "{\"a\":[{\"anything-but\":[\"x\"]}]}       | {\"a\":\"y\"}       | {\"a\":\"x\"}",
        "{\"a\":[{\"numeric\":[\"=\",100]}]}        | {\"a\":1e2}         | {\"a\":101}",
        "{\"a\":[{\"numeric\":[\">\",10,\"<=\",20]}]} | {\"a\":20}        | {\"a\":10}",
        "{\"a\":[{\"exists\":true}]}                | {\"a\":1}           | {\"b\":1}",
        "{\"a\":[{\"exists\":false}]}               | {\"b\":1}           | {\"a\":1}",
        "{\"a\":[{\"prefix\":\"us-\"}]}             | {\"a\":\"us-east\"} | {\"a\":\"eu-us-\"}",
        "{\"a\":[{\"suffix\":\".png\"}]}            | {\"a\":\"x.png\"}   | {\"a\":\".png.gz\"}",
        "{\"a\":{\"b\":[\"x\"]}}                    | {\"a\":{\"b\":\"x\"}} | {\"b\":\"x\"}",
        "{\"a\":[\"x\"]}                            | {\"a\":[\"w\",\"x\"]} | {\"a\":[\"w\"]}"
      })
  void shouldSelectByTheRulesOnData(String rules, String matching, String other) {
    RecordFilter filter = new RecordFilter(List.of("{\"data\":" + rules + "}"));

    assertThat(selects(filter, matching)).as(matching).isTrue();
    assertThat(selects(filter, other)).as(other).isFalse();
  }

  @Test
  void shouldSelectWhatAnyPatternMatches_whenThereAreSeveral() {
    RecordFilter filter =
        new RecordFilter(List.of("{\"data\":{\"a\":[1]}}", "{\"data\":{\"b\":[2]}}"));

    assertThat(selects(filter, "{\"b\":2}")).isTrue();
    assertThat(selects(filter, "{\"a\":2}")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "{\"a\":", "{\"a\":1} {\"a\":1}", "", "\u0000"})
  void shouldLeaveOutARecord_whenItsDataIsNotJson(String data) {
    assertThat(selects(new RecordFilter(List.of("{\"data\":{\"b\":[{\"exists\":false}]}}")), data))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1}", "text", ""})
  void shouldSelectEverything_whenThereAreNoPatterns(String data) {
    assertThat(selects(new RecordFilter(List.of()), data)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      value = {
        "{\"data\":                     | Unexpected end-of-input",
        "[]                             | it must be a JSON object",
        "{\"data\":[\"plain\"]}         | data must be a JSON object of rules",
        "{\"data\":{\"a\":\"x\"}}       | must be an object or an array",
        "{\"data\":{\"a\":[{\"like\":\"x\"}]}} | Unrecognized match type like",
        "{\"data\":{}}                  | Empty objects are not allowed",
        "{\"partitionKey\":[\"1\"]}     | Kinesis filters support only data, not partitionKey"
      })
  void shouldNameThePatternAndItsProblem_whenItIsMalformed(String pattern, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RecordFilter(List.of(pattern)))
        .withMessageStartingWith("Filter pattern " + pattern + ": ")
        .withMessageContaining(problem);
  }

  private static boolean selects(RecordFilter filter, String data) {
    return filter.selects(data.getBytes(StandardCharsets.UTF_8));
  }
}
