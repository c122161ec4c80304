package io.kinesispipeline.infra.common;

import static io.kinesispipeline.infra.common.ConsumerTemplates.DEFINITION;
import static io.kinesispipeline.infra.common.ConsumerTemplates.FILTERED;
import static io.kinesispipeline.infra.common.ConsumerTemplates.STACK;
import static io.kinesispipeline.infra.common.ConsumerTemplates.TEMPLATE;
import static io.kinesispipeline.infra.common.ConsumerTemplates.UNMAPPED;
import static io.kinesispipeline.infra.common.ConsumerTemplates.WITH_KEY_AND_FAN_OUT;
import static io.kinesispipeline.infra.common.ConsumerTemplates.onlyId;
import static io.kinesispipeline.infra.test.Templates.KEY;
import static io.kinesispipeline.infra.test.Templates.LIST;
import static io.kinesispipeline.infra.test.Templates.MAP;
import static io.kinesispipeline.infra.test.Templates.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.kinesispipeline.model.Names;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.lambda.StartingPosition;

class ConsumerFunctionTest {
  private static final String ANYTHING = "*";

  @Test
  void shouldDefineConsumerFunction() {
    TEMPLATE.hasResourceProperties(
        "AWS::Lambda::Function",
        json(
            MAP,
            """
            {
              "FunctionName": "my-consumer",
              "Handler": "example.Handler",
              "MemorySize": 512,
              "Timeout": 10
            }
            """));
    TEMPLATE.hasResourceProperties(
        "AWS::Logs::LogGroup", Map.of("LogGroupName", "/aws/lambda/my-consumer"));
    TEMPLATE.hasResourceProperties(
        "AWS::Logs::LogStream", Map.of("LogStreamName", "my-consumer-stream"));
  }

  @Test
  void shouldMapStreamToAlias_withLimitedRetriesAndPartialResponses() {
    TEMPLATE.hasResourceProperties(
        "AWS::Lambda::EventSourceMapping",
        Match.objectEquals(
            json(
                MAP,
                """
                {
                  "EventSourceArn": {"Ref": "StreamArn"},
                  "FunctionName": {"Ref": "%s"},
                  "StartingPosition": "TRIM_HORIZON",
                  "BatchSize": 5,
                  "MaximumBatchingWindowInSeconds": 1,
                  "ParallelizationFactor": 2,
                  "FunctionResponseTypes": ["ReportBatchItemFailures"],
                  "BisectBatchOnFunctionError": true,
                  "MaximumRetryAttempts": 3,
                  "MaximumRecordAgeInSeconds": 82800,
                  "DestinationConfig": {
                    "OnFailure": {"Destination": {"Fn::GetAtt": ["%s", "Arn"]}}
                  },
                  "MetricsConfig": {"Metrics": ["EventCount"]}
                }
                """
                    .formatted(onlyId("AWS::Lambda::Alias"), onlyId("AWS::S3::Bucket")))));
    TEMPLATE.resourceCountIs("AWS::Lambda::EventSourceMapping", 1);
  }

  @Test
  void shouldBeginAtTimestamp_andFilterRecords() {
    FILTERED.hasResourceProperties(
        "AWS::Lambda::EventSourceMapping",
        json(
            MAP,
            """
            {
              "StartingPosition": "AT_TIMESTAMP",
              "StartingPositionTimestamp": 1769846400.25,
              "FilterCriteria": {"Filters": [
                {"Pattern": "{\\"data\\":{\\"a\\":[1]}}"}, {"Pattern": "{\\"data\\":{\\"b\\":[2]}}"}
              ]}
            }
            """));
  }

  /**
   * Tests the first of the two deployments that replace a mapping: it removes everything that
   * refers to the old mapping, and changes nothing else.
   */
  @Test
  void shouldRemoveMappingOnly_whenThereIsToBeNone() {
    assertThat(UNMAPPED.toJSON().toString()).doesNotContain("EventSource", "EventCount\"");
    UNMAPPED.resourceCountIs("AWS::Lambda::EventSourceMapping", 0);
    UNMAPPED.resourceCountIs("AWS::Lambda::Alias", 1);
    UNMAPPED.resourceCountIs("AWS::S3::Bucket", 1);
    assertThat(UNMAPPED.findResources("AWS::IAM::Role"))
        .isEqualTo(TEMPLATE.findResources("AWS::IAM::Role"));
  }

  /** If the second deployment is forgotten, records arrive and no mapping reads them. */
  @Test
  void shouldStillAlarmOnStoppedConsumer_whenThereIsNoMapping() {
    Set<String> mapped = alarms(TEMPLATE);
    Set<String> unmapped = alarms(UNMAPPED);

    assertThat(unmapped)
        .contains("my-consumer-stopped")
        .doesNotContain("my-consumer-kept-records", "my-consumer-dropped-records");
    assertThat(mapped).containsAll(unmapped).hasSize(unmapped.size() + 2);
    assertThat(UNMAPPED.findResources("AWS::CloudWatch::Alarm").toString())
        .contains("> 0 AND FILL(invocations, 0) == 0");
    assertThat(TEMPLATE.findResources("AWS::CloudWatch::Alarm").toString())
        .contains("> 0 AND FILL(polled, 0) + FILL(invocations, 0) == 0");
  }

  private static Set<String> alarms(Template template) {
    Set<String> names = new TreeSet<>();
    template
        .findResources("AWS::CloudWatch::Alarm")
        .values()
        .forEach(
            alarm -> names.add(((Map<?, ?>) alarm.get("Properties")).get("AlarmName").toString()));
    return names;
  }

  @Test
  void shouldRefuseTimestamp_whereThePositionIsAnotherOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StreamPosition(StartingPosition.LATEST, Optional.of(Instant.EPOCH)))
        .withMessage(
            "timestamp must be set with AT_TIMESTAMP, and only then; was 1970-01-01T00:00:00Z with"
                + " LATEST");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StreamPosition(StartingPosition.AT_TIMESTAMP, Optional.empty()))
        .withMessageEndingWith("was not set with AT_TIMESTAMP");
  }

  @Test
  void shouldReadStreamArnFromSsm() {
    TEMPLATE.hasParameter(
        "StreamArn",
        Map.of(
            "Type", "AWS::SSM::Parameter::Value<String>", "Default", Names.STREAM_ARN_PARAMETER));
  }

  @Test
  void shouldEncryptFailures() {
    TEMPLATE.hasResourceProperties(
        "AWS::S3::Bucket",
        encryption(Map.of("ServerSideEncryptionByDefault", Map.of("SSEAlgorithm", "AES256"))));
    WITH_KEY_AND_FAN_OUT.hasResourceProperties(
        "AWS::S3::Bucket",
        encryption(
            Map.of(
                "BucketKeyEnabled",
                true,
                "ServerSideEncryptionByDefault",
                Map.of("SSEAlgorithm", "aws:kms", "KMSMasterKeyID", KEY))));
  }

  @Test
  void shouldBlockPublicAccessToFailures() {
    TEMPLATE.hasResourceProperties(
        "AWS::S3::Bucket",
        json(
            MAP,
            """
            {
              "PublicAccessBlockConfiguration": {
                "BlockPublicAcls": true,
                "BlockPublicPolicy": true,
                "IgnorePublicAcls": true,
                "RestrictPublicBuckets": true
              }
            }
            """));
  }

  @Test
  void shouldAllowAccessToFailuresOverTlsOnly() {
    TEMPLATE.hasResourceProperties(
        "AWS::S3::BucketPolicy",
        Map.of(
            "PolicyDocument",
            Map.of(
                "Statement",
                Match.arrayEquals(
                    json(
                        LIST,
                        """
                [{
                  "Effect": "Deny",
                  "Action": "s3:*",
                  "Principal": {"AWS": "*"},
                  "Resource": [
                    {"Fn::GetAtt": ["%1$s", "Arn"]},
                    {"Fn::Join": ["", [{"Fn::GetAtt": ["%1$s", "Arn"]}, "/*"]]}
                  ],
                  "Condition": {"Bool": {"aws:SecureTransport": "false"}}
                }]
                """
                            .formatted(onlyId("AWS::S3::Bucket")))))));
  }

  @Test
  void shouldKeepNoncurrentVersionsOfFailures_untilTheyExpire() {
    TEMPLATE.hasResourceProperties(
        "AWS::S3::Bucket",
        json(
            MAP,
            """
            {
              "VersioningConfiguration": {"Status": "Enabled"},
              "LifecycleConfiguration": {
                "Rules": [{
                  "Status": "Enabled",
                  "ExpirationInDays": 90,
                  "NoncurrentVersionExpiration": {"NoncurrentDays": 7},
                  "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1}
                }]
              }
            }
            """));
  }

  @Test
  void shouldKeepFailuresUnderGeneratedName_whenStackIsDestroyed() {
    TEMPLATE.allResources(
        "AWS::S3::Bucket",
        Map.of(
            "DeletionPolicy",
            "RetainExceptOnCreate",
            "Properties",
            Match.objectLike(Map.of("BucketName", Match.absent()))));
    TEMPLATE.allResources(
        "AWS::S3::BucketPolicy", Map.of("DeletionPolicy", "RetainExceptOnCreate"));
  }

  @Test
  void shouldReadThroughStreamConsumer_whenEnhancedFanOutIsOn() {
    WITH_KEY_AND_FAN_OUT.hasResourceProperties(
        "AWS::Kinesis::StreamConsumer",
        Map.of("ConsumerName", "my-consumer-prod", "StreamARN", Map.of("Ref", "StreamArn")));
    WITH_KEY_AND_FAN_OUT.hasResourceProperties(
        "AWS::Lambda::EventSourceMapping",
        Map.of("EventSourceArn", Map.of("Fn::GetAtt", List.of("StreamConsumer", "ConsumerARN"))));
  }

  @Test
  void shouldAppendStageToEveryName() {
    WITH_KEY_AND_FAN_OUT.hasResourceProperties(
        "AWS::Lambda::Function", Map.of("FunctionName", "my-consumer-prod"));
    WITH_KEY_AND_FAN_OUT.hasResourceProperties(
        "AWS::CloudWatch::Alarm", Map.of("AlarmName", "my-consumer-prod-iterator-age"));
    WITH_KEY_AND_FAN_OUT.hasParameter(
        "StreamArn", Map.of("Default", new Stage("prod").streamArnParameter()));
  }

  @Test
  void shouldSynthesizeWithoutWarning() {
    assertThat(Annotations.fromStack(STACK).findWarning(ANYTHING, Match.anyValue())).isEmpty();
  }

  @Test
  void shouldRejectIncompleteProps() {
    assertThatNullPointerException()
        .isThrownBy(() -> new ConsumerFunctionProps(DEFINITION, null))
        .withMessage("settings");
    assertThatNullPointerException()
        .isThrownBy(() -> new ConsumerSettings(null, null, null, null, null, null, null))
        .withMessage("function");
    assertThatNullPointerException()
        .isThrownBy(
            () ->
                new EventSourceSettings(
                    5, Duration.seconds(0), 1, null, 3, Duration.hours(23), false, List.of(), true))
        .withMessage("startingPosition");
  }

  private static Map<String, ?> encryption(Map<String, ?> rule) {
    return Map.of("BucketEncryption", Map.of("ServerSideEncryptionConfiguration", List.of(rule)));
  }
}
