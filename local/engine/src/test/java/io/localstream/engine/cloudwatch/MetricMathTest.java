package io.localstream.engine.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricMathTest {
  private static final Instant END = Instant.parse("2026-01-02T03:05:00Z");

  /** The metric a has the values 1 and 2, zero has the value 0, and none has no value. */
  @ParameterizedTest
  @CsvSource({
    "a, 3",
    "a + 1 - 2, 2",
    "1 - 1 - 1, -1",
    "1 - (1 - 1), 1",
    "a > 3, 0",
    "a >= 3, 1",
    "a < 3, 0",
    "a <= 3, 1",
    "a == 3, 1",
    "a != 3, 0",
    "a + 1 == 2 + 2, 1",
    "a == 3 AND zero == 0, 1",
    "a == 3 AND zero, 0",
    "a OR zero AND zero, 1",
    "zero OR zero, 0",
    "'IF(zero, 5, 1.5)', 1.5",
    "'IF(a > 2, a, none)', 3",
    "none,",
    "none + a,",
    "none == 0,",
    "'IF(none, 1, 0)',",
    "'FILL(none, 7)', 7",
    "'FILL(a, 7)', 3",
    "'FILL(zero, 7)', 0",
    "'IF(FILL(none, 0) + a > 0 AND FILL(none, 0) == 0, 1, 0)', 1"
  })
  void shouldComputeAsCloudWatchDoes(String expression, Double value) {
    List<MetricDatum> data = List.of(datum("a", 1), datum("a", 2), datum("zero", 0));

    assertThat(math(expression).of(data)).isEqualTo(Optional.ofNullable(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "b", "a +", "(a", "a)", "a a", "IF(a, 1)", "FILL(a)", "MAX(a)", "a ? 1", "a;"})
  void shouldRefuseExpression_whenItIsOfAnotherKind(String expression) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> math(expression))
        .withMessageContaining("cannot evaluate the expression, at ")
        .withMessageEndingWith(": " + expression);
  }

  @Test
  void shouldFireOnExpression_whenItsResultBreaches() throws IOException {
    Alarm alarm = AlarmReader.read(alarm());

    assertThat(alarm.fires(List.of(datum("a", 2), datum("b", 1)), END)).isTrue();
    assertThat(alarm.fires(List.of(datum("a", 2), datum("b", 2)), END)).isFalse();
    assertThat(alarm.fires(List.of(datum("a", 2)), END)).isFalse();
  }

  @Test
  void shouldRefuseAlarm_whenItsMetricsHaveSeveralPeriods() throws IOException {
    JsonNode alarm = alarm();
    ((ObjectNode) alarm.at("/Metrics/1/MetricStat")).put("Period", 300);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> AlarmReader.read(alarm))
        .withMessageStartingWith("Metrics must have one period");
  }

  @Test
  void shouldRefuseAlarm_whenSeveralOfItsMetricsReturnData() throws IOException {
    JsonNode alarm = alarm();
    ((ObjectNode) alarm.at("/Metrics/1")).put("ReturnData", true);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> AlarmReader.read(alarm))
        .withMessageStartingWith("one of Metrics must return data");
  }

  private static MetricMath math(String expression) {
    Map<String, AlarmMetric> metrics =
        Map.of("a", metric("a"), "zero", metric("zero"), "none", metric("none"));
    return new MetricMath(expression, metrics);
  }

  private static AlarmMetric metric(String name) {
    return new AlarmMetric("N", name, Map.of(), Statistic.named("Sum"));
  }

  private static MetricDatum datum(String metric, double value) {
    return new MetricDatum(END.minusSeconds(1), "N", metric, Map.of(), "Count", value);
  }

  private static JsonNode alarm() throws IOException {
    return new ObjectMapper()
        .readTree(
            """
            {"AlarmName":"difference","EvaluationPeriods":1,"Threshold":0,
             "ComparisonOperator":"GreaterThanThreshold","TreatMissingData":"notBreaching",
             "Metrics":[
               {"Id":"e1","Expression":"a - b"},
               {"Id":"a","ReturnData":false,"MetricStat":
                 {"Metric":{"Namespace":"N","MetricName":"a"},"Period":60,"Stat":"Sum"}},
               {"Id":"b","ReturnData":false,"MetricStat":
                 {"Metric":{"Namespace":"N","MetricName":"b"},"Period":60,"Stat":"Maximum"}}]}""");
  }
}
