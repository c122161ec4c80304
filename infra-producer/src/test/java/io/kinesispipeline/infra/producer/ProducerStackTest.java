package io.kinesispipeline.infra.producer;

import static io.kinesispipeline.infra.producer.ProducerTemplates.RUNTIME_LOOKUP_WITH_KEY;
import static io.kinesispipeline.infra.producer.ProducerTemplates.STACK;
import static io.kinesispipeline.infra.producer.ProducerTemplates.TEMPLATE;
import static io.kinesispipeline.infra.producer.ProducerTemplates.onlyId;
import static io.kinesispipeline.infra.test.Templates.KEY;
import static io.kinesispipeline.infra.test.Templates.LIST;
import static io.kinesispipeline.infra.test.Templates.MAP;
import static io.kinesispipeline.infra.test.Templates.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.kinesispipeline.infra.common.Stage;
import io.kinesispipeline.model.Names;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;

class ProducerStackTest {
  private static final String ANYTHING = "*";

  @Test
  void shouldDefineProducerFunction() {
    TEMPLATE.hasResourceProperties(
        "AWS::Lambda::Function",
        json(
            MAP,
            """
            {
              "FunctionName": "%s",
              "Handler": "io.kinesispipeline.producer.ProducerHandler",
              "MemorySize": 512,
              "Timeout": 60
            }
            """
                .formatted(Names.PRODUCER_FUNCTION)));
    TEMPLATE.hasResourceProperties(
        "AWS::Logs::LogGroup", Map.of("LogGroupName", "/aws/lambda/" + Names.PRODUCER_FUNCTION));
    TEMPLATE.hasResourceProperties(
        "AWS::Logs::LogStream", Map.of("LogStreamName", Names.PRODUCER_FUNCTION + "-stream"));
  }

  @Test
  void shouldSetStreamNameVariable_whenLookedUpAtDeployment() {
    TEMPLATE.hasResourceProperties(
        "AWS::Lambda::Function",
        environment(
            Map.of(
                "STREAM_NAME",
                Map.of("Ref", "StreamName"),
                "EVENTS_PER_INVOCATION",
                "20",
                "MAX_RECORD_SIZE_KB",
                "2048",
                "LOG_PAYLOADS",
                "true")));
  }

  @Test
  void shouldSetParameterVariableOnly_whenLookedUpAtRuntime() {
    RUNTIME_LOOKUP_WITH_KEY.hasResourceProperties(
        "AWS::Lambda::Function",
        environment(
            Map.of(
                "STREAM_NAME_PARAMETER",
                new Stage("prod").streamNameParameter(),
                "EVENTS_PER_INVOCATION",
                "20",
                "MAX_RECORD_SIZE_KB",
                "2048",
                "LOG_PAYLOADS",
                "true")));
  }

  @Test
  void shouldPublishNewVersion_whenStreamNameChanges() {
    TEMPLATE.hasResourceProperties(
        "AWS::Lambda::Version",
        Map.of(
            "Description",
            Map.of("Fn::Join", List.of("", List.of("Stream: ", Map.of("Ref", "StreamName"))))));
  }

  @Test
  void shouldInvokeAliasOnSchedule() {
    TEMPLATE.hasResourceProperties(
        "AWS::Events::Rule",
        json(
            MAP,
            """
            {
              "Name": "%s",
              "ScheduleExpression": "rate(5 minutes)",
              "State": "ENABLED",
              "Targets": [{"Arn": {"Ref": "%s"}}]
            }
            """
                .formatted(Names.SCHEDULE_RULE, onlyId("AWS::Lambda::Alias"))));
    TEMPLATE.hasResourceProperties(
        "AWS::Lambda::Permission",
        json(
            MAP,
            """
            {
              "Action": "lambda:InvokeFunction",
              "FunctionName": {"Ref": "%s"},
              "Principal": "events.amazonaws.com",
              "SourceArn": {"Fn::GetAtt": ["%s", "Arn"]}
            }
            """
                .formatted(onlyId("AWS::Lambda::Alias"), onlyId("AWS::Events::Rule"))));
    TEMPLATE.resourceCountIs("AWS::Lambda::Permission", 1);
  }

  @Test
  void shouldRetryThenSendToDeadLetterQueue_whenLambdaCannotBeInvoked() {
    TEMPLATE.hasResourceProperties(
        "AWS::Events::Rule",
        json(
            MAP,
            """
            {
              "Targets": [{
                "RetryPolicy": {"MaximumRetryAttempts": 185, "MaximumEventAgeInSeconds": 21600},
                "DeadLetterConfig": {"Arn": {"Fn::GetAtt": ["%s", "Arn"]}}
              }]
            }
            """
                .formatted(onlyId("AWS::SQS::Queue"))));
  }

  @Test
  void shouldRetryThenSendToDeadLetterQueue_whenInvocationFails() {
    TEMPLATE.hasResourceProperties(
        "AWS::Lambda::EventInvokeConfig",
        json(
            MAP,
            """
            {
              "FunctionName": {"Ref": "%s"},
              "Qualifier": {"Fn::Select": [7, {"Fn::Split": [":", {"Ref": "%s"}]}]},
              "MaximumRetryAttempts": 2,
              "MaximumEventAgeInSeconds": 21600,
              "DestinationConfig": {"OnFailure": {"Destination": {"Fn::GetAtt": ["%s", "Arn"]}}}
            }
            """
                .formatted(
                    onlyId("AWS::Lambda::Function"),
                    onlyId("AWS::Lambda::Alias"),
                    onlyId("AWS::SQS::Queue"))));
  }

  @Test
  void shouldEncryptDeadLetterQueue() {
    TEMPLATE.hasResourceProperties("AWS::SQS::Queue", Map.of("SqsManagedSseEnabled", true));
    RUNTIME_LOOKUP_WITH_KEY.hasResourceProperties("AWS::SQS::Queue", Map.of("KmsMasterKeyId", KEY));
  }

  @Test
  void shouldKeepDeadLetterQueueUnderGeneratedName_whenStackIsDestroyed() {
    TEMPLATE.allResources(
        "AWS::SQS::Queue",
        Map.of(
            "DeletionPolicy",
            "RetainExceptOnCreate",
            "Properties",
            Map.of("MessageRetentionPeriod", 1209600, "QueueName", Match.absent())));
    TEMPLATE.allResources(
        "AWS::SQS::QueuePolicy", Map.of("DeletionPolicy", "RetainExceptOnCreate"));
  }

  @Test
  void shouldAcceptDeadLettersOfRuleOverTlsOnly() {
    TEMPLATE.hasResourceProperties(
        "AWS::SQS::QueuePolicy",
        Map.of(
            "PolicyDocument",
            Map.of(
                "Statement",
                Match.arrayEquals(
                    json(
                        LIST,
                        """
                [
                  {
                    "Effect": "Deny",
                    "Action": "sqs:*",
                    "Principal": {"AWS": "*"},
                    "Resource": {"Fn::GetAtt": ["%1$s", "Arn"]},
                    "Condition": {"Bool": {"aws:SecureTransport": "false"}}
                  },
                  {
                    "Sid": "AllowEventRuleProducerStackScheduleBE6DB376",
                    "Effect": "Allow",
                    "Action": "sqs:SendMessage",
                    "Principal": {"Service": "events.amazonaws.com"},
                    "Resource": {"Fn::GetAtt": ["%1$s", "Arn"]},
                    "Condition": {"ArnEquals": {"aws:SourceArn": {"Fn::GetAtt": ["%2$s", "Arn"]}}}
                  }
                ]
                """
                            .formatted(onlyId("AWS::SQS::Queue"), onlyId("AWS::Events::Rule")))))));
  }

  @Test
  void shouldRaiseAlarm_whenRuleCannotInvokeProducer() {
    TEMPLATE.hasResourceProperties(
        "AWS::CloudWatch::Alarm",
        json(
            MAP,
            """
            {
              "AlarmName": "%s-failed-invocations",
              "Namespace": "AWS/Events",
              "MetricName": "FailedInvocations",
              "Dimensions": [{"Name": "RuleName", "Value": "%s"}],
              "Statistic": "Sum",
              "Threshold": 1
            }
            """
                .formatted(Names.PRODUCER_FUNCTION, Names.SCHEDULE_RULE)));
  }

  @Test
  void shouldRaiseAlarm_whenProducerIsCloseToTimeout() {
    TEMPLATE.hasResourceProperties(
        "AWS::CloudWatch::Alarm",
        Map.of("AlarmName", Names.PRODUCER_FUNCTION + "-duration", "Threshold", 48_000));
  }

  @Test
  void shouldAppendStageToEveryName() {
    RUNTIME_LOOKUP_WITH_KEY.hasResourceProperties(
        "AWS::Lambda::Function", Map.of("FunctionName", Names.PRODUCER_FUNCTION + "-prod"));
    RUNTIME_LOOKUP_WITH_KEY.hasResourceProperties(
        "AWS::Events::Rule", Map.of("Name", Names.SCHEDULE_RULE + "-prod"));
    RUNTIME_LOOKUP_WITH_KEY.hasResourceProperties(
        "AWS::Logs::LogGroup",
        Map.of("LogGroupName", "/aws/lambda/" + Names.PRODUCER_FUNCTION + "-prod"));
    RUNTIME_LOOKUP_WITH_KEY.hasResourceProperties(
        "AWS::CloudWatch::Alarm", Map.of("AlarmName", Names.PRODUCER_FUNCTION + "-prod-errors"));
  }

  @Test
  void shouldOmitHeartbeatAlarm_whenScheduleIsTooSlow() {
    assertThat(STACK.alarms())
        .hasSize(ProducerAlarm.values().length)
        .contains(Names.PRODUCER_FUNCTION + "-silent");
    assertThat(RUNTIME_LOOKUP_WITH_KEY.findResources("AWS::CloudWatch::Alarm"))
        .hasSize(ProducerAlarm.values().length - 1);
    assertThat(ProducerTemplates.RARE.alarms())
        .hasSize(ProducerAlarm.values().length - 1)
        .contains(Names.PRODUCER_FUNCTION + "-prod-errors");
  }

  @Test
  void shouldExportAndImportNothing() {
    assertThat(TEMPLATE.findOutputs(ANYTHING, Map.of("Export", Match.anyValue()))).isEmpty();
    assertThat(TEMPLATE.toJSON().toString()).doesNotContain("Fn::ImportValue");
  }

  @Test
  void shouldSynthesizeWithoutWarning() {
    assertThat(Annotations.fromStack(STACK).findWarning(ANYTHING, Match.anyValue())).isEmpty();
  }

  @Test
  void shouldRejectIncompleteProps() {
    assertThatNullPointerException()
        .isThrownBy(
            () ->
                new ProducerStackProps(
                    null, null, null, 1, 1024, StreamNameLookup.DEPLOY, 2, Duration.hours(1), null))
        .withMessage("stack");
  }

  private static Map<String, ?> environment(Map<String, ?> variables) {
    return Map.of("Environment", Map.of("Variables", Match.exact(variables)));
  }
}
