package io.kinesispipeline.infra.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kinesispipeline.infra.common.FunctionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.StartingPosition;

class ConsumerStackTest {
  private static final String KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234";
  private static final String ANYTHING = "*";

  private static Path jar;
  private static ConsumerStack stack;
  private static Template template;
  private static Template withKey;

  @BeforeAll
  static void synthesize(@TempDir Path folder) throws IOException {
    jar = folder.resolve("function.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("Handler.class"));
    }
    App app = new App();
    stack = new ConsumerStack(app, "ConsumerStack", props(Optional.empty()));
    ConsumerStack other = new ConsumerStack(app, "WithKey", props(Optional.of(KEY)));
    template = Template.fromStack(stack);
    withKey = Template.fromStack(other);
  }

  private static ConsumerStackProps props(Optional<String> key) {
    return new ConsumerStackProps(
        new FunctionSettings(
            Code.fromAsset(jar.toString()), 512, Duration.seconds(10), 7, RemovalPolicy.DESTROY),
        new EventSourceSettings(
            5, Duration.seconds(1), 2, StartingPosition.TRIM_HORIZON, 3, Duration.hours(23)),
        Duration.days(90),
        key);
  }

  @Test
  void shouldDefineConsumerFunction() {
    template.hasResourceProperties(
        "AWS::Lambda::Function",
        Map.of(
            "FunctionName",
            "consumer-lambda",
            "Handler",
            "io.kinesispipeline.consumer.ConsumerHandler",
            "MemorySize",
            512,
            "Timeout",
            10));
    template.hasResourceProperties(
        "AWS::Logs::LogGroup", Map.of("LogGroupName", "/aws/lambda/consumer-lambda"));
    template.hasResourceProperties(
        "AWS::Logs::LogStream", Map.of("LogStreamName", "consumer-lambda-stream"));
  }

  @Test
  void shouldMapStreamToAliasWithBoundedAttemptsAndPartialResponses() throws IOException {
    assertThat(first(template, "AWS::Lambda::EventSourceMapping", "Properties"))
        .isEqualTo(
            json(
                Map.class,
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
                    .formatted(onlyId("AWS::Lambda::Alias"), onlyId("AWS::S3::Bucket"))));
    template.resourceCountIs("AWS::Lambda::EventSourceMapping", 1);
  }

  @Test
  void shouldReadStreamArnFromSsm() {
    template.hasParameter(
        "StreamArn",
        Map.of("Type", "AWS::SSM::Parameter::Value<String>", "Default", "/streams/my-stream/arn"));
  }

  @Test
  void shouldAllowReadingStreamAndWritingFailuresOnly() throws IOException {
    assertThat(statements(template))
        .isEqualTo(
            json(
                List.class,
                """
                [
                  {
                    "Effect": "Allow",
                    "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                    "Resource": {"Fn::GetAtt": ["%1$s", "Arn"]}
                  },
                  {
                    "Effect": "Allow",
                    "Action": [
                      "kinesis:DescribeStream",
                      "kinesis:DescribeStreamSummary",
                      "kinesis:GetRecords",
                      "kinesis:GetShardIterator",
                      "kinesis:ListShards"
                    ],
                    "Resource": {"Ref": "StreamArn"}
                  },
                  {
                    "Effect": "Allow",
                    "Action": "s3:PutObject",
                    "Resource": {"Fn::Join": ["", [{"Fn::GetAtt": ["%2$s", "Arn"]}, "/*"]]},
                    "Condition": {
                      "StringEquals": {"aws:ResourceAccount": {"Ref": "AWS::AccountId"}}
                    }
                  },
                  {
                    "Effect": "Allow",
                    "Action": "s3:ListBucket",
                    "Resource": {"Fn::GetAtt": ["%2$s", "Arn"]},
                    "Condition": {
                      "StringEquals": {"aws:ResourceAccount": {"Ref": "AWS::AccountId"}}
                    }
                  }
                ]
                """
                    .formatted(onlyId("AWS::Logs::LogGroup"), onlyId("AWS::S3::Bucket"))));
  }

  @Test
  void shouldAllowUsingThatKey_whenChosen() {
    List<?> statements = statements(withKey);

    assertThat(statements).hasSize(5);
    assertThat(statements.get(4))
        .isEqualTo(Map.of("Effect", "Allow", "Action", "kms:GenerateDataKey", "Resource", KEY));
  }

  @Test
  void shouldEncryptFailures() throws IOException {
    assertThat(encryption(template))
        .isEqualTo(
            json(
                List.class,
                "[{\"ServerSideEncryptionByDefault\": {\"SSEAlgorithm\": \"AES256\"}}]"));
    assertThat(encryption(withKey))
        .isEqualTo(
            json(
                List.class,
                """
                [{
                  "BucketKeyEnabled": true,
                  "ServerSideEncryptionByDefault": {
                    "SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "%s"
                  }
                }]
                """
                    .formatted(KEY)));
  }

  @Test
  void shouldBlockPublicAccessToFailures() {
    template.hasResourceProperties(
        "AWS::S3::Bucket",
        Map.of(
            "PublicAccessBlockConfiguration",
            Map.of(
                "BlockPublicAcls",
                true,
                "BlockPublicPolicy",
                true,
                "IgnorePublicAcls",
                true,
                "RestrictPublicBuckets",
                true)));
  }

  @Test
  void shouldServeFailuresOverTlsOnly() throws IOException {
    assertThat(
            first(template, "AWS::S3::BucketPolicy", "Properties", "PolicyDocument", "Statement"))
        .isEqualTo(
            json(
                List.class,
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
                    .formatted(onlyId("AWS::S3::Bucket"))));
  }

  @Test
  void shouldExpireFailuresInTheEnd() {
    template.hasResourceProperties(
        "AWS::S3::Bucket",
        Map.of(
            "LifecycleConfiguration",
            Map.of(
                "Rules",
                List.of(
                    Map.of(
                        "Status",
                        "Enabled",
                        "ExpirationInDays",
                        90,
                        "AbortIncompleteMultipartUpload",
                        Map.of("DaysAfterInitiation", 1))))));
  }

  @Test
  void shouldKeepFailuresUnderGeneratedName_whenStackIsDestroyed() {
    template.allResources(
        "AWS::S3::Bucket",
        Map.of(
            "DeletionPolicy",
            "Retain",
            "Properties",
            Match.objectLike(Map.of("BucketName", Match.absent()))));
  }

  @Test
  void shouldExportAndImportNothing() {
    assertThat(template.findOutputs(ANYTHING, Map.of("Export", Match.anyValue()))).isEmpty();
    assertThat(template.toJSON().toString()).doesNotContain("Fn::ImportValue");
  }

  @Test
  void shouldSynthesizeWithoutWarning() {
    assertThat(Annotations.fromStack(stack).findWarning(ANYTHING, Match.anyValue())).isEmpty();
  }

  @Test
  void shouldRefuseHalfFilledProps() {
    assertThatNullPointerException()
        .isThrownBy(() -> new ConsumerStackProps(null, null, null, null))
        .withMessage("function");
    assertThatNullPointerException()
        .isThrownBy(
            () -> new EventSourceSettings(5, Duration.seconds(0), 1, null, 3, Duration.hours(23)))
        .withMessage("startingPosition");
  }

  private static Object encryption(Template template) {
    return first(
        template,
        "AWS::S3::Bucket",
        "Properties",
        "BucketEncryption",
        "ServerSideEncryptionConfiguration");
  }

  /** All that the only role may do: there is no other policy. */
  private static List<?> statements(Template template) {
    template.resourceCountIs("AWS::IAM::Role", 1);
    template.resourceCountIs("AWS::IAM::Policy", 0);
    template.resourceCountIs("AWS::IAM::ManagedPolicy", 0);
    template.allResourcesProperties("AWS::IAM::Role", Map.of("ManagedPolicyArns", Match.absent()));
    List<?> policies = (List<?>) first(template, "AWS::IAM::Role", "Properties", "Policies");
    assertThat(policies).hasSize(1);
    return (List<?>) get(policies.get(0), "PolicyDocument", "Statement");
  }

  private static String onlyId(String type) {
    Map<String, ?> resources = template.findResources(type);
    assertThat(resources).hasSize(1);
    return resources.keySet().iterator().next();
  }

  private static Object first(Template template, String type, String... path) {
    return get(template.findResources(type).values().iterator().next(), path);
  }

  private static Object get(Object from, String... path) {
    Object value = from;
    for (String key : path) {
      value = ((Map<?, ?>) value).get(key);
    }
    return value;
  }

  private static <T> T json(Class<T> type, String text) throws IOException {
    return new ObjectMapper().readValue(text, type);
  }
}
