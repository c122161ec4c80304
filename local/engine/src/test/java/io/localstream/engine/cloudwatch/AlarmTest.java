package io.localstream.engine.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.cloudwatch.Alarm.AlarmState;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlarmTest {
  private static final Instant END = Instant.parse("2026-01-02T03:05:00Z");
  private static final Map<String, String> FUNCTION = Map.of("FunctionName", "f");

  /**
   * The tables and examples of CloudWatch's page on missing data, for three evaluation periods: 0
   * is a datapoint that does not breach the threshold, X is one that does, and - is a missing one.
   * The last datapoint is the newest. {@code kept} means that the state does not change.
   */
  @ParameterizedTest(name = "{0} of 3: {1}")
  @CsvSource({
    // Datapoints to alarm, datapoints, missing, ignore, breaching, notBreaching
    "3, 0-X-X, OK, OK, OK, OK",
    "3, 0----, OK, OK, OK, OK",
    "3, -----, INSUFFICIENT_DATA, kept, ALARM, OK",
    "3, 0XX-X, ALARM, ALARM, ALARM, ALARM",
    "3, --X--, ALARM, kept, ALARM, OK",
    "2, 0-X-X, ALARM, ALARM, ALARM, ALARM",
    "2, 00X0X, ALARM, ALARM, ALARM, ALARM",
    "2, 0-X--, OK, OK, ALARM, OK",
    "2, ----0, OK, OK, ALARM, OK",
    "2, ---X-, ALARM, kept, ALARM, OK",
    // Avoiding premature transitions to the state ALARM
    "3, ----X, kept, kept, ALARM, OK",
    "3, ---X-, kept, kept, ALARM, OK",
    "3, ---X0, OK, OK, OK, OK",
    "3, --X-0, OK, OK, OK, OK"
  })
  void shouldTreatMissingDataAsCloudWatchDoes(
      int toAlarm,
      String periods,
      String missing,
      String ignore,
      String breaching,
      String notBreaching)
      throws IOException {
    ObjectNode alarm = alarm().put("EvaluationPeriods", 3).put("DatapointsToAlarm", toAlarm);
    Map<String, String> expected =
        Map.of(
            "missing", missing,
            "ignore", ignore,
            "breaching", breaching,
            "notBreaching", notBreaching);

    expected.forEach(
        (treatment, state) -> {
          Alarm read = AlarmReader.read(alarm.put("TreatMissingData", treatment));
          for (AlarmState current : AlarmState.values()) {
            assertThat(read.state(data(periods), END, current))
                .as("%s, from %s", treatment, current)
                .isEqualTo(state.equals("kept") ? current : AlarmState.valueOf(state));
          }
        });
  }

  @ParameterizedTest
  @CsvSource({"AWS/Lambda, INSUFFICIENT_DATA", "AWS/DynamoDB, OK"})
  void shouldIgnoreMissingDataOfDynamoDbOnly_whenTheTemplateSaysNothing(
      String namespace, AlarmState expected) throws IOException {
    ObjectNode alarm = alarm().put("Namespace", namespace);
    alarm.remove("TreatMissingData");

    assertThat(AlarmReader.read(alarm).state(List.of(), END, AlarmState.OK)).isEqualTo(expected);
    assertThat(
            AlarmReader.read(alarm.put("TreatMissingData", "breaching"))
                .state(List.of(), END, AlarmState.OK))
        .isEqualTo(AlarmState.ALARM);
  }

  private static List<MetricDatum> data(String periods) {
    List<MetricDatum> data = new ArrayList<>();
    for (int i = 0; i < periods.length(); i++) {
      if (periods.charAt(i) != '-') {
        Instant time = END.minusSeconds(60L * (periods.length() - i) - 30);
        data.add(errors(time, periods.charAt(i) == 'X' ? 1 : 0));
      }
    }
    return data;
  }

  @ParameterizedTest
  @CsvSource({
    "Sum, GreaterThanThreshold, 5.9, true",
    "Sum, GreaterThanThreshold, 6, false",
    "Sum, GreaterThanOrEqualToThreshold, 6, true",
    "Average, LessThanThreshold, 2.1, true",
    "Average, LessThanThreshold, 2, false",
    "Maximum, LessThanOrEqualToThreshold, 3, true",
    "Maximum, GreaterThanThreshold, 3, false",
    "Minimum, LessThanThreshold, 1.5, true",
    "SampleCount, GreaterThanOrEqualToThreshold, 3, true",
    "p99, GreaterThanOrEqualToThreshold, 3, true",
    "p60, LessThanOrEqualToThreshold, 2, true",
    "p60, LessThanThreshold, 2, false",
    "p33.3, LessThanOrEqualToThreshold, 1, true"
  })
  void shouldCompareTheStatisticWithTheThreshold(
      String statistic, String comparison, double threshold, boolean fires) throws IOException {
    ObjectNode alarm = alarm();
    alarm.remove("Statistic");
    alarm
        .put(statistic.startsWith("p") ? "ExtendedStatistic" : "Statistic", statistic)
        .put("ComparisonOperator", comparison)
        .put("Threshold", threshold);
    List<MetricDatum> data =
        List.of(
            errors(END.minusSeconds(60), 1),
            errors(END.minusSeconds(30), 2),
            errors(END.minusMillis(1), 3),
            errors(END, 100),
            errors(END.minusSeconds(61), 100));

    assertThat(AlarmReader.read(alarm).fires(data, END)).isEqualTo(fires);
  }

  @Test
  void shouldLookAtItsOwnMetricOnly() throws IOException {
    Instant time = END.minusSeconds(1);
    assertThat(AlarmReader.read(alarm()).fires(List.of(errors(time, 1)), END)).isTrue();
    assertThat(
            AlarmReader.read(alarm())
                .fires(
                    List.of(
                        new MetricDatum(time, "AWS/Lambda", "Throttles", FUNCTION, "Count", 1),
                        new MetricDatum(time, "Own", "Errors", FUNCTION, "Count", 1),
                        new MetricDatum(time, "AWS/Lambda", "Errors", Map.of(), "Count", 1),
                        new MetricDatum(
                            time, "AWS/Lambda", "Errors", Map.of("FunctionName", "g"), "Count", 1)),
                    END))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "Statistic, tm99",
    "TreatMissingData, often",
    "ComparisonOperator, Odd",
    "Period,",
    "EvaluationPeriods, 0"
  })
  void shouldRefuse_whenItIsOfAnotherKind(String property, String value) throws IOException {
    ObjectNode alarm = alarm();
    if (value == null) {
      alarm.remove(property);
    } else {
      alarm.put(property, value);
    }
    assertThatThrownBy(() -> AlarmReader.read(alarm)).isInstanceOf(IllegalArgumentException.class);
  }

  private static ObjectNode alarm() throws IOException {
    return (ObjectNode)
        new ObjectMapper()
            .readTree(
                """
                {"AlarmName":"f-errors","Namespace":"AWS/Lambda","MetricName":"Errors",
                 "Dimensions":[{"Name":"FunctionName","Value":"f"}],"Statistic":"Sum","Period":60,
                 "EvaluationPeriods":1,"ComparisonOperator":"GreaterThanOrEqualToThreshold",
                 "Threshold":1,"TreatMissingData":"notBreaching"}""");
  }

  private static MetricDatum errors(Instant time, double value) {
    return new MetricDatum(time, "AWS/Lambda", "Errors", FUNCTION, "Count", value);
  }
}
