package io.kinesispipeline.infra.common;

import static io.kinesispipeline.infra.test.Templates.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kinesispipeline.infra.test.Templates;
import io.kinesispipeline.model.Metrics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;

class AlarmsTest {

  private static final FunctionAlarm ALARM = ConsumerAlarm.ERRORS;

  private TestStack stack = TestStack.create();
  private final FunctionMetrics metrics = new FunctionMetrics("my-lambda");

  @Test
  void shouldFireOnOneInFiveMinutes_andBeOkWithoutData() {
    Alarms alarms = new Alarms(stack, "my-lambda", Optional.empty());
    alarms.addThresholdAlarm(ALARM, metrics.lambdaMetric("Errors", "Sum"), 1);

    Map<String, Object> topic = Map.of("Ref", onlyId("AWS::SNS::Topic"));
    template()
        .hasResourceProperties(
            "AWS::CloudWatch::Alarm",
            Map.ofEntries(
                Map.entry("AlarmName", "my-lambda-errors"),
                Map.entry("AlarmDescription", ALARM.description()),
                Map.entry("Namespace", "AWS/Lambda"),
                Map.entry("MetricName", "Errors"),
                Map.entry(
                    "Dimensions", List.of(Map.of("Name", "FunctionName", "Value", "my-lambda"))),
                Map.entry("Statistic", "Sum"),
                Map.entry("Period", 300),
                Map.entry("EvaluationPeriods", 1),
                Map.entry("Threshold", 1),
                Map.entry("ComparisonOperator", "GreaterThanOrEqualToThreshold"),
                Map.entry("TreatMissingData", "notBreaching"),
                Map.entry("AlarmActions", List.of(topic)),
                Map.entry("OKActions", List.of(topic))));
  }

  @Test
  void shouldFireAfterConsecutivePeriods_whenSeveralAreRequired() {
    new Alarms(stack, "my-lambda", Optional.empty())
        .addThresholdAlarm(ALARM, metrics.lambdaMetric("Errors", "Sum"), 1, 3);

    template()
        .hasResourceProperties(
            "AWS::CloudWatch::Alarm",
            Map.of("EvaluationPeriods", 3, "DatapointsToAlarm", Match.absent()));
  }

  @Test
  void shouldFireAtFourFifthsOfTimeout_whenSlowestInvocationsReachIt() {
    new Alarms(stack, "my-lambda", Optional.empty())
        .addDurationAlarm(ALARM, metrics, Duration.seconds(60), 2);

    template()
        .hasResourceProperties(
            "AWS::CloudWatch::Alarm",
            Map.of(
                "MetricName", "Duration",
                "ExtendedStatistic", "p99",
                "Threshold", 48_000,
                "ComparisonOperator", "GreaterThanOrEqualToThreshold",
                "EvaluationPeriods", 2,
                "TreatMissingData", "notBreaching"));
  }

  @Test
  void shouldFireAfterThreeMissedIntervals_andWithoutData() {
    assertSilence(Duration.minutes(5), 300, 3);
  }

  @Test
  void shouldFireAfterTwoMissedIntervals_whenThreeAreMoreThanSevenDays() {
    assertSilence(Duration.hours(72), 259_200, 2);
  }

  @Test
  void shouldEvaluateSevenDaysAtMost() {
    assertThat(Alarms.fitsEvaluationRange(Duration.hours(56), 3)).isTrue();
    assertThat(Alarms.fitsEvaluationRange(Duration.hours(57), 3)).isFalse();
  }

  @Test
  void shouldRejectHeartbeatAlarm_whenIntervalIsTooLong() {
    assertThat(Alarms.supportsHeartbeat(Duration.hours(84))).isTrue();
    assertThat(Alarms.supportsHeartbeat(Duration.hours(85))).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> silence(Duration.hours(85)));
  }

  @Test
  void shouldNotifyAddressThroughEncryptedTopic_thatOnlyAlarmsOfAccountPublishTo() {
    stack = TestStack.inProduction();
    new Alarms(stack, "my-lambda", Optional.of("on-call@example.com"));

    Template template = template();
    template.hasResourceProperties("AWS::SNS::Topic", Map.of("KmsMasterKeyId", KEY));
    template.hasResourceProperties(
        "AWS::SNS::Subscription", Map.of("Protocol", "email", "Endpoint", "on-call@example.com"));
    template.hasResourceProperties(
        "AWS::SNS::TopicPolicy",
        Map.of(
            "PolicyDocument",
            Map.of(
                "Statement",
                Match.arrayWith(
                    List.of(
                        Match.objectLike(
                            Map.of(
                                "Effect",
                                "Allow",
                                "Action",
                                "sns:Publish",
                                "Principal",
                                Map.of("Service", "cloudwatch.amazonaws.com"),
                                "Condition",
                                Map.of(
                                    "StringEquals",
                                    Map.of(
                                        "aws:SourceAccount",
                                        Map.of("Ref", "AWS::AccountId"))))))))));
  }

  private void assertSilence(Duration interval, int period, int evaluationPeriods) {
    silence(interval);
    template()
        .hasResourceProperties(
            "AWS::CloudWatch::Alarm",
            Map.of(
                "Period",
                period,
                "EvaluationPeriods",
                evaluationPeriods,
                "Threshold",
                1,
                "ComparisonOperator",
                "LessThanThreshold",
                "TreatMissingData",
                "breaching"));
  }

  private void silence(Duration interval) {
    Metric produced =
        metrics
            .customMetric(Metrics.EVENTS_PRODUCED, "Sum")
            .with(MetricOptions.builder().period(interval).build());
    new Alarms(stack, "my-lambda", Optional.empty()).addHeartbeatAlarm(ALARM, produced);
  }

  private Template template() {
    return Template.fromStack(stack);
  }

  private String onlyId(String type) {
    return Templates.onlyId(template(), type);
  }
}
