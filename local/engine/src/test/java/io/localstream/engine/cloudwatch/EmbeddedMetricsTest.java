package io.localstream.engine.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedMetricsTest {
  private static final String EVENT =
      """
      {"_aws":{"Timestamp":1574109732004,"CloudWatchMetrics":[{"Namespace":"Shop",
         "Dimensions":[["FunctionName"],["FunctionName","Kind"]],
         "Metrics":[{"Name":"Orders","Unit":"Count"},
                    {"Name":"Latency","Unit":"Milliseconds","StorageResolution":60}]}]},
       "FunctionName":"orders","Kind":"big","Orders":0,"Latency":[1.5,20],"other":"member"}
      """;
  private static final Instant TIME = Instant.ofEpochMilli(1574109732004L);

  @Test
  void shouldFindEachValueForEachDimensionSet() throws IOException {
    Map<String, String> one = Map.of("FunctionName", "orders");
    Map<String, String> two = Map.of("FunctionName", "orders", "Kind", "big");

    assertThat(EmbeddedMetrics.of(parse(EVENT)))
        .containsExactly(
            new MetricDatum(TIME, "Shop", "Orders", one, "Count", 0),
            new MetricDatum(TIME, "Shop", "Latency", one, "Milliseconds", 1.5),
            new MetricDatum(TIME, "Shop", "Latency", one, "Milliseconds", 20),
            new MetricDatum(TIME, "Shop", "Orders", two, "Count", 0),
            new MetricDatum(TIME, "Shop", "Latency", two, "Milliseconds", 1.5),
            new MetricDatum(TIME, "Shop", "Latency", two, "Milliseconds", 20));
  }

  @Test
  void shouldFindNothing_whenThereIsNothingEmbedded() throws IOException {
    assertThat(EmbeddedMetrics.of(parse("{\"message\":\"hm\",\"_aws\":1}"))).isEmpty();
    assertThat(EmbeddedMetrics.of(parse("{\"_aws\":{\"CloudWatchMetrics\":[]}}"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "1574109732004 | `soon` | _aws.Timestamp must be a number",
        "`Shop` | 1 | Namespace must be a string",
        "[[\"FunctionName\"],[\"FunctionName\",\"Kind\"]] | [] | Dimensions must have",
        "[[\"FunctionName\"],[\"FunctionName\",\"Kind\"]] | [\"Kind\"] | list of lists",
        "\"Kind\":\"big\" | \"Kind\":1 | Kind must be a string",
        "\"Kind\":\"big\", | | Kind must be a string",
        "\"Orders\":0 | \"Orders\":\"none\" | Orders must be a number",
        "\"Orders\":0, | | Orders must be a number",
        "[1.5,20] | [1.5,null] | Latency must be a list of numbers",
        "\"Name\":\"Orders\" | \"Label\":\"Orders\" | Metrics.Name must be a string"
      })
  void shouldSayWhatIsWrong_whenTheFormatIsNotKeptTo(String part, String by, String says)
      throws IOException {
    String wrong = EVENT.replace(quoted(part), by == null ? "" : quoted(by));
    assertThat(wrong).isNotEqualTo(EVENT);
    assertThatThrownBy(() -> EmbeddedMetrics.of(parse(wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(says);
  }

  @Test
  void shouldRefuse_whenThereAreMoreThanAHundredValues() throws IOException {
    assertThat(EmbeddedMetrics.of(parse(EVENT.replace("[1.5,20]", numbers(100))))).hasSize(202);
    assertThatThrownBy(() -> EmbeddedMetrics.of(parse(EVENT.replace("[1.5,20]", numbers(101)))))
        .hasMessageContaining("Latency must have 100 values or fewer");
  }

  private static String quoted(String part) {
    return part.matches("[A-Za-z]+") ? '"' + part + '"' : part;
  }

  private static String numbers(int count) {
    List<String> numbers = IntStream.range(0, count).mapToObj(String::valueOf).toList();
    return numbers.stream().collect(Collectors.joining(",", "[", "]"));
  }

  private static ObjectNode parse(String json) throws IOException {
    return (ObjectNode) new ObjectMapper().readTree(json);
  }
}
