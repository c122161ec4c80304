package io.kinesispipeline.infra.common;

import static io.kinesispipeline.infra.common.ConsumerTemplates.CONSUMER;
import static io.kinesispipeline.infra.common.ConsumerTemplates.FANNED_OUT;
import static io.kinesispipeline.infra.common.ConsumerTemplates.TEMPLATE;
import static io.kinesispipeline.infra.common.ConsumerTemplates.WITH_KEY_AND_FAN_OUT;
import static io.kinesispipeline.infra.common.ConsumerTemplates.onlyId;
import static io.kinesispipeline.infra.test.Templates.LIST;
import static io.kinesispipeline.infra.test.Templates.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.assertions.Match;

class ConsumerAlarmsTest {
  private static final String ALARM = "AWS::CloudWatch::Alarm";

  @Test
  void shouldCompareIncomingWithPolledRecords_toDetectStoppedConsumer() {
    TEMPLATE.hasResourceProperties(
        ALARM,
        Map.of(
            "AlarmName",
            "my-consumer-stopped",
            "EvaluationPeriods",
            3,
            "Threshold",
            1,
            "ComparisonOperator",
            "GreaterThanOrEqualToThreshold",
            "TreatMissingData",
            "notBreaching",
            "Metrics",
            Match.arrayWith(
                json(
                    LIST,
                    """
                        [
                          {
                            "Id": "incoming",
                            "ReturnData": false,
                            "MetricStat": {
                              "Metric": {
                                "Namespace": "AWS/Kinesis",
                                "MetricName": "IncomingRecords",
                                "Dimensions": [{"Name": "StreamName", "Value": {"Ref": "StreamName"}}]
                              },
                              "Period": 300,
                              "Stat": "Sum"
                            }
                          },
                          {
                            "Id": "polled",
                            "ReturnData": false,
                            "MetricStat": {
                              "Metric": {
                                "Namespace": "AWS/Lambda",
                                "MetricName": "PolledEventCount",
                                "Dimensions": [
                                  {"Name": "EventSourceMappingUUID", "Value": {"Ref": "%s"}}
                                ]
                              },
                              "Period": 300,
                              "Stat": "Sum"
                            }
                          }
                        ]
                        """
                        .formatted(onlyId("AWS::Lambda::EventSourceMapping"))))));
  }

  @ParameterizedTest
  @CsvSource({"1, 300", "10, 600", "3360, 201600", "3361, 300"})
  void shouldUseIntervalOfRecordsAsPeriod_whenScheduleIsSlow(
      int intervalMinutes, int periodSeconds) {
    ConsumerTemplates.withRecordInterval(Duration.minutes(intervalMinutes))
        .hasResourceProperties(
            ALARM,
            Map.of(
                "AlarmName",
                "my-consumer-stopped",
                "Metrics",
                Match.arrayWith(
                    List.of(
                        Match.objectLike(
                            Map.of(
                                "Id",
                                "incoming",
                                "MetricStat",
                                Match.objectLike(Map.of("Period", periodSeconds))))))));
  }

  @Test
  void shouldHaveLatencyAndIteratorAgeAlarms() {
    TEMPLATE.hasResourceProperties(
        ALARM,
        Map.of(
            "AlarmName", "my-consumer-latency",
            "MetricName", "IteratorAge",
            "Statistic", "Maximum",
            "Threshold", 300_000));
    TEMPLATE.hasResourceProperties(
        ALARM,
        Map.of(
            "AlarmName", "my-consumer-iterator-age",
            "MetricName", "IteratorAge",
            "Statistic", "Maximum",
            "Threshold", 20_700_000));
  }

  @Test
  void shouldWaitForThreePeriods_beforeDurationAndReadThrottleAlarmsFire() {
    TEMPLATE.hasResourceProperties(
        ALARM,
        Map.of("AlarmName", "my-consumer-duration", "Threshold", 8_000, "EvaluationPeriods", 3));
    TEMPLATE.hasResourceProperties(
        ALARM,
        Map.of(
            "AlarmName", "my-consumer-read-throttled",
            "MetricName", "ReadProvisionedThroughputExceeded",
            "EvaluationPeriods", 3));
  }

  @Test
  void shouldNotHaveReadThrottleAlarm_whenEnhancedFanOutIsOn() {
    WITH_KEY_AND_FAN_OUT.resourcePropertiesCountIs(
        ALARM, Map.of("MetricName", "ReadProvisionedThroughputExceeded"), 0);
  }

  @Test
  void shouldUseDescriptionOfStack_whenItReplacesDefault() {
    WITH_KEY_AND_FAN_OUT.hasResourceProperties(
        ALARM,
        Map.of(
            "AlarmName", "my-consumer-prod-latency",
            "AlarmDescription", "Call the team"));
    WITH_KEY_AND_FAN_OUT.hasResourceProperties(
        ALARM,
        Map.of(
            "AlarmName",
            "my-consumer-prod-errors",
            "AlarmDescription",
            ConsumerAlarm.ERRORS.description()));
  }

  @Test
  void shouldListNamesOfItsAlarms() {
    assertThat(CONSUMER.alarms())
        .hasSize(ConsumerAlarm.values().length)
        .contains("my-consumer-stopped", "my-consumer-read-throttled");
    assertThat(FANNED_OUT.alarms())
        .hasSize(ConsumerAlarm.values().length - 1)
        .contains("my-consumer-prod-stopped")
        .doesNotContain("my-consumer-prod-read-throttled");
  }

  /** A failed record is delivered several times, so EventsFailed is for the dashboard only. */
  @Test
  void shouldNotifyOfErrorsAndKeptRecordsOnly_whenOneRecordFails() {
    TEMPLATE.resourcePropertiesCountIs(ALARM, Map.of("MetricName", "EventsFailed"), 0);
    TEMPLATE.hasResourceProperties(ALARM, Map.of("AlarmName", "my-consumer-errors"));
    TEMPLATE.hasResourceProperties(ALARM, Map.of("AlarmName", "my-consumer-kept-records"));
  }
}
