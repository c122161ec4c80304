package io.localstream.engine.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

  /** The examples of CloudWatch's documentation: five periods, X breaches, - is missing. */
  @ParameterizedTest
  @CsvSource({
    "3, 0-X-X, false, false",
    "3, ----0, false, false",
    "3, -----, true, false",
    "3, 0XX-X, true, true",
    "3, --X--, true, false",
    "2, 0-X-X, true, true",
    "2, 00X0X, true, true",
    "2, 0-X--, true, false",
    "2, ----0, true, false",
    "2, ---X-, true, false"
  })
  void shouldTreatMissingDataAsCloudWatchDoes(
      int toAlarm, String periods, boolean firesWhenBreaching, boolean firesOtherwise)
      throws IOException {
    List<MetricDatum> data = data(periods);
    ObjectNode alarm = alarm().put("EvaluationPeriods", 3).put("DatapointsToAlarm", toAlarm);

    assertThat(AlarmReader.read(alarm.put("TreatMissingData", "breaching")).fires(data, END))
        .isEqualTo(firesWhenBreaching);
    assertThat(AlarmReader.read(alarm.put("TreatMissingData", "notBreaching")).fires(data, END))
        .isEqualTo(firesOtherwise);
  }

  /** The same examples, for the treatments that can keep the state as it is. */
  @ParameterizedTest
  @CsvSource({
    "3, 0-X-X, OK, OK",
    "3, ----0, OK, OK",
    "3, -----, INSUFFICIENT_DATA, kept",
    "3, 0XX-X, ALARM, ALARM",
    "3, --X--, ALARM, kept",
    "3, ----X, kept, kept",
    "2, 0-X-X, ALARM, ALARM",
    "2, 00X0X, ALARM, ALARM",
    "2, 0-X--, OK, OK",
    "2, ----0, OK, OK",
    "2, ---X-, ALARM, kept"
  })
  void shouldKeepTheStateOrHaveInsufficientData_whenDataAreMissing(
      int toAlarm, String periods, String missing, String ignore) throws IOException {
    List<MetricDatum> data = data(periods);
    ObjectNode alarm = alarm().put("EvaluationPeriods", 3).put("DatapointsToAlarm", toAlarm);

    for (Alarm.AlarmState current : Alarm.AlarmState.values()) {
      alarm.remove("TreatMissingData");
      assertThat(AlarmReader.read(alarm).state(data, END, current))
          .isEqualTo(missing.equals("kept") ? current : Alarm.AlarmState.valueOf(missing));
      alarm.put("TreatMissingData", "ignore");
      assertThat(AlarmReader.read(alarm).state(data, END, current))
          .isEqualTo(ignore.equals("kept") ? current : Alarm.AlarmState.valueOf(ignore));
    }
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
