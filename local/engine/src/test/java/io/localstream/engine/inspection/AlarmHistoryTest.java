package io.localstream.engine.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.cloudwatch.Alarm.AlarmState;
import io.localstream.engine.cloudwatch.MetricDatum;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlarmHistoryTest {
  private static final String ERRORS =
      """
      {"AlarmName":"errors","Namespace":"AWS/Lambda","MetricName":"Errors",
       "Dimensions":[{"Name":"FunctionName","Value":"consumer"}],"Statistic":"Sum","Period":60,
       "EvaluationPeriods":1,"ComparisonOperator":"GreaterThanOrEqualToThreshold",
       "Threshold":1,"TreatMissingData":"notBreaching"}""";
  private static final String SILENT =
      ERRORS
          .replace("\"errors\"", "\"silent\"")
          .replace("\"EvaluationPeriods\":1", "\"EvaluationPeriods\":2")
          .replace("notBreaching", "breaching");

  @Test
  void shouldRingAndBeQuietAgain_whenPeriodsEnd() {
    InspectedDeployment inspected = started(1);
    assertThat(state(inspected)).isEqualTo(AlarmState.INSUFFICIENT_DATA);
    error(inspected, 1);
    inspected.pass(59);
    assertThat(state(inspected)).isEqualTo(AlarmState.INSUFFICIENT_DATA);

    inspected.pass(1);
    assertThat(state(inspected)).isEqualTo(AlarmState.ALARM);
    assertThat(inspected.inspection.overview().alarms()).containsExactly("errors");

    error(inspected, 0);
    inspected.pass(60);
    assertThat(state(inspected)).isEqualTo(AlarmState.OK);
    assertThat(alarm(inspected).alarms()).isEqualTo(1);
    assertThat(alarm(inspected).since()).contains(inspected.clock.instant());
  }

  @Test
  void shouldCountTheAlarm_whenItRangWhileNobodyAsked() {
    InspectedDeployment inspected = started(1);
    error(inspected, 1);
    inspected.pass(90);
    error(inspected, 0);
    inspected.pass(60);

    assertThat(state(inspected)).isEqualTo(AlarmState.OK);
    assertThat(alarm(inspected).alarms()).isEqualTo(1);
  }

  @Test
  void shouldCountTheAlarm_whenItsValuesAreNoLongerKept() {
    InspectedDeployment inspected = started(1);
    error(inspected, 1);
    for (int minute = 0; minute < 120; minute++) {
      inspected.pass(60);
      error(inspected, 0);
    }

    assertThat(alarm(inspected).alarms()).isEqualTo(1);
  }

  @Test
  void shouldShortenPeriods_whenTheRunIsFasterThanTheSchedule() {
    InspectedDeployment inspected = started(60);
    error(inspected, 1);
    inspected.pass(1);

    assertThat(state(inspected)).isEqualTo(AlarmState.ALARM);
    assertThat(alarm(inspected).period()).isEqualTo(Duration.ofSeconds(1));
    assertThat(alarm(inspected).templatePeriod()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void shouldNotTakeTheTimeBeforeTheSchedulesStartAsMissing() {
    InspectedDeployment inspected = new InspectedDeployment(10, 1, SILENT);
    inspected.pass(600);
    inspected.inspection.schedulesStarted();
    inspected.pass(60);
    assertThat(state(inspected)).isEqualTo(AlarmState.INSUFFICIENT_DATA);

    inspected.pass(60);
    assertThat(state(inspected)).isEqualTo(AlarmState.ALARM);
  }

  @Test
  void shouldSayWhy_whenAnAlarmIsOfAnotherKind() {
    InspectedDeployment inspected =
        new InspectedDeployment(10, 1, "{\"AlarmName\":\"odd\",\"EvaluationPeriods\":1}");

    assertThat(alarm(inspected).state()).isEqualTo(Optional.empty());
    assertThat(alarm(inspected).problem())
        .hasValueSatisfying(problem -> assertThat(problem).contains("Namespace is missing"));
  }

  private static InspectedDeployment started(double speedUp) {
    InspectedDeployment inspected = new InspectedDeployment(10, speedUp, ERRORS);
    inspected.inspection.schedulesStarted();
    return inspected;
  }

  private static void error(InspectedDeployment inspected, int count) {
    inspected.inspection.measured(
        new MetricDatum(
            inspected.clock.instant(),
            "AWS/Lambda",
            "Errors",
            Map.of("FunctionName", "consumer"),
            "Count",
            count));
  }

  private static AlarmSnapshot alarm(InspectedDeployment inspected) {
    return inspected.inspection.alarms().get(0);
  }

  private static AlarmState state(InspectedDeployment inspected) {
    return alarm(inspected).state().orElseThrow();
  }
}
