package io.kinesispipeline.infra.consumer;

import static io.kinesispipeline.infra.consumer.ConsumerTemplates.STACK;
import static io.kinesispipeline.infra.consumer.ConsumerTemplates.TEMPLATE;
import static io.kinesispipeline.infra.consumer.ConsumerTemplates.WITH_KEY_AND_FAN_OUT;
import static io.kinesispipeline.infra.consumer.ConsumerTemplates.onlyId;
import static io.kinesispipeline.infra.test.Templates.KEY;
import static io.kinesispipeline.infra.test.Templates.LIST;
import static io.kinesispipeline.infra.test.Templates.MAP;
import static io.kinesispipeline.infra.test.Templates.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;

class ConsumerStackTest {
  private static final String ANYTHING = "*";

  @Test
  void shouldDefineConsumerFunction() {
    TEMPLATE.hasResourceProperties(
        "AWS::Lambda::Function",
        json(
            MAP,
            """
            {
              "FunctionName": "consumer-lambda",
              "Handler": "io.kinesispipeline.consumer.ConsumerHandler",
              "MemorySize": 512,
              "Timeout": 10
            }
            """));
    TEMPLATE.hasResourceProperties(
        "AWS::Logs::LogGroup", Map.of("LogGroupName", "/aws/lambda/consumer-lambda"));
    TEMPLATE.hasResourceProperties(
        "AWS::Logs::LogStream", Map.of("LogStreamName", "consumer-lambda-stream"));
  }

  @Test
  void shouldMapStreamToAliasWithBoundedAttemptsAndPartialResponses() {
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
  void shouldReadStreamArnFromSsm() {
    TEMPLATE.hasParameter(
        "StreamArn",
        Map.of("Type", "AWS::SSM::Parameter::Value<String>", "Default", "/streams/my-stream/arn"));
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
  void shouldServeFailuresOverTlsOnly() {
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
  void shouldKeepOldVersionsOfFailures_andExpireBothInTheEnd() {
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
  void shouldReadThroughStreamConsumerOfItsOwn_whenFannedOut() {
    WITH_KEY_AND_FAN_OUT.hasResourceProperties(
        "AWS::Kinesis::StreamConsumer",
        Map.of("ConsumerName", "consumer-lambda-prod", "StreamARN", Map.of("Ref", "StreamArn")));
    WITH_KEY_AND_FAN_OUT.hasResourceProperties(
        "AWS::Lambda::EventSourceMapping",
        Map.of("EventSourceArn", Map.of("Fn::GetAtt", List.of("StreamConsumer", "ConsumerARN"))));
  }

  @Test
  void shouldPutStageIntoEveryName() {
    WITH_KEY_AND_FAN_OUT.hasResourceProperties(
        "AWS::Lambda::Function", Map.of("FunctionName", "consumer-lambda-prod"));
    WITH_KEY_AND_FAN_OUT.hasResourceProperties(
        "AWS::CloudWatch::Dashboard",
        Map.of("DashboardName", joined("kinesis-pipeline-", "-prod")));
    WITH_KEY_AND_FAN_OUT.hasResourceProperties(
        "AWS::CloudWatch::Alarm", Map.of("AlarmName", "consumer-lambda-prod-iterator-age"));
    WITH_KEY_AND_FAN_OUT.hasParameter(
        "StreamArn", Map.of("Default", "/streams/my-stream-prod/arn"));
  }

  @Test
  void shouldPutRegionIntoDashboardsName_whichIsGlobalToAccount() {
    TEMPLATE.hasResourceProperties(
        "AWS::CloudWatch::Dashboard", Map.of("DashboardName", joined("kinesis-pipeline-", "")));
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
  void shouldRefuseHalfFilledProps() {
    assertThatNullPointerException()
        .isThrownBy(
            () -> new ConsumerStackProps(null, null, null, null, null, null, null, List.of()))
        .withMessage("stack");
    assertThatNullPointerException()
        .isThrownBy(
            () ->
                new EventSourceSettings(
                    5, Duration.seconds(0), 1, null, 3, Duration.hours(23), false))
        .withMessage("startingPosition");
  }

  /** A text with the region between two others. */
  private static Map<String, ?> joined(String before, String after) {
    List<Object> parts = new ArrayList<>(List.of(before, Map.of("Ref", "AWS::Region")));
    if (!after.isEmpty()) {
      parts.add(after);
    }
    return Map.of("Fn::Join", List.of("", parts));
  }

  private static Map<String, ?> encryption(Map<String, ?> rule) {
    return Map.of("BucketEncryption", Map.of("ServerSideEncryptionConfiguration", List.of(rule)));
  }
}
