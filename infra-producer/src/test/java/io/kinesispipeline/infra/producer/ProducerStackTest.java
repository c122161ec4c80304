package io.kinesispipeline.infra.producer;

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

class ProducerStackTest {
  private static final String KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234";
  private static final String ANYTHING = "*";

  private static Path jar;
  private static ProducerStack stack;
  private static Template template;
  private static Template runtimeLookupWithKey;

  @BeforeAll
  static void synthesize(@TempDir Path folder) throws IOException {
    jar = folder.resolve("function.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("Handler.class"));
    }
    App app = new App();
    stack = stack(app, "ProducerStack", StreamNameLookup.DEPLOY, Optional.empty());
    ProducerStack other = stack(app, "Other", StreamNameLookup.RUNTIME, Optional.of(KEY));
    template = Template.fromStack(stack);
    runtimeLookupWithKey = Template.fromStack(other);
  }

  private static ProducerStack stack(
      App app, String name, StreamNameLookup lookup, Optional<String> key) {
    return new ProducerStack(
        app,
        name,
        new ProducerStackProps(
            function(), "rate(5 minutes)", 20, lookup, 2, Duration.hours(6), key));
  }

  /** One for each stack: CDK binds an asset to the first stack that uses it. */
  private static FunctionSettings function() {
    return new FunctionSettings(
        Code.fromAsset(jar.toString()), 512, Duration.seconds(60), 7, RemovalPolicy.DESTROY);
  }

  @Test
  void shouldDefineProducerFunction() {
    template.hasResourceProperties(
        "AWS::Lambda::Function",
        Map.of(
            "FunctionName",
            "producer-lambda",
            "Handler",
            "io.kinesispipeline.producer.ProducerHandler",
            "MemorySize",
            512,
            "Timeout",
            60));
    template.hasResourceProperties(
        "AWS::Logs::LogGroup", Map.of("LogGroupName", "/aws/lambda/producer-lambda"));
    template.hasResourceProperties(
        "AWS::Logs::LogStream", Map.of("LogStreamName", "producer-lambda-stream"));
  }

  @Test
  void shouldGiveStreamNameToFunction_whenLookedUpOnDeployment() {
    assertThat(environment(template))
        .isEqualTo(
            Map.of("STREAM_NAME", Map.of("Ref", "StreamName"), "EVENTS_PER_INVOCATION", "20"));
  }

  @Test
  void shouldGiveOnlyParameterToFunction_whenLookedUpAtRuntime() {
    assertThat(environment(runtimeLookupWithKey))
        .isEqualTo(
            Map.of(
                "STREAM_NAME_PARAMETER", "/streams/my-stream/name", "EVENTS_PER_INVOCATION", "20"));
    assertThat(runtimeLookupWithKey.findParameters("StreamName")).isEmpty();
  }

  @Test
  void shouldPublishNewVersion_whenStreamNameChanges() {
    template.hasResourceProperties(
        "AWS::Lambda::Version",
        Map.of(
            "Description",
            Map.of("Fn::Join", List.of("", List.of("Stream: ", Map.of("Ref", "StreamName"))))));
  }

  @Test
  void shouldAllowWritingToStreamAndDeadLetterQueueOnly() throws IOException {
    assertThat(statements(template))
        .isEqualTo(
            json(
                """
                [
                  {
                    "Effect": "Allow",
                    "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                    "Resource": {"Fn::GetAtt": ["%s", "Arn"]}
                  },
                  {
                    "Effect": "Allow",
                    "Action": ["kinesis:PutRecord", "kinesis:PutRecords"],
                    "Resource": {"Ref": "StreamArn"}
                  },
                  {
                    "Effect": "Allow",
                    "Action": "sqs:SendMessage",
                    "Resource": {"Fn::GetAtt": ["%s", "Arn"]}
                  }
                ]
                """
                    .formatted(onlyId("AWS::Logs::LogGroup"), onlyId("AWS::SQS::Queue"))));
  }

  @Test
  void shouldAllowReadingThatParameterAndUsingThatKey_whenChosen() throws IOException {
    List<?> statements = statements(runtimeLookupWithKey);

    assertThat(statements).hasSize(5);
    assertThat(statements.subList(3, 5))
        .isEqualTo(
            json(
                """
                [
                  {
                    "Effect": "Allow",
                    "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
                    "Resource": "%s"
                  },
                  {
                    "Effect": "Allow",
                    "Action": "ssm:GetParameter",
                    "Resource": {"Fn::Join": ["", [
                      "arn:", {"Ref": "AWS::Partition"}, ":ssm:", {"Ref": "AWS::Region"}, ":",
                      {"Ref": "AWS::AccountId"}, ":parameter/streams/my-stream/name"
                    ]]}
                  }
                ]
                """
                    .formatted(KEY)));
  }

  @Test
  void shouldInvokeAliasOnSchedule() {
    template.hasResourceProperties(
        "AWS::Events::Rule",
        Map.of(
            "Name",
            "ScheduleProducer",
            "ScheduleExpression",
            "rate(5 minutes)",
            "State",
            "ENABLED",
            "Targets",
            List.of(Match.objectLike(Map.of("Arn", Map.of("Ref", onlyId("AWS::Lambda::Alias")))))));
    template.hasResourceProperties(
        "AWS::Lambda::Permission",
        Map.of(
            "Action",
            "lambda:InvokeFunction",
            "FunctionName",
            Map.of("Ref", onlyId("AWS::Lambda::Alias")),
            "Principal",
            "events.amazonaws.com",
            "SourceArn",
            attribute("AWS::Events::Rule", "Arn")));
    template.resourceCountIs("AWS::Lambda::Permission", 1);
  }

  @Test
  void shouldRetryThenKeepEvent_whenItDoesNotReachLambda() {
    template.hasResourceProperties(
        "AWS::Events::Rule",
        Map.of(
            "Targets",
            List.of(
                Match.objectLike(
                    Map.of(
                        "RetryPolicy",
                        Map.of("MaximumRetryAttempts", 185, "MaximumEventAgeInSeconds", 21600),
                        "DeadLetterConfig",
                        Map.of("Arn", attribute("AWS::SQS::Queue", "Arn")))))));
  }

  @Test
  void shouldRetryThenKeepEvent_whenInvocationOfAliasFails() {
    template.hasResourceProperties(
        "AWS::Lambda::EventInvokeConfig",
        Map.of(
            "FunctionName",
            Map.of("Ref", onlyId("AWS::Lambda::Function")),
            "Qualifier",
            Map.of(
                "Fn::Select",
                List.of(
                    7,
                    Map.of(
                        "Fn::Split", List.of(":", Map.of("Ref", onlyId("AWS::Lambda::Alias")))))),
            "MaximumRetryAttempts",
            2,
            "MaximumEventAgeInSeconds",
            21600,
            "DestinationConfig",
            Map.of("OnFailure", Map.of("Destination", attribute("AWS::SQS::Queue", "Arn")))));
  }

  @Test
  void shouldEncryptDeadLetterQueue() {
    template.hasResourceProperties("AWS::SQS::Queue", Map.of("SqsManagedSseEnabled", true));
    runtimeLookupWithKey.hasResourceProperties("AWS::SQS::Queue", Map.of("KmsMasterKeyId", KEY));
  }

  @Test
  void shouldKeepDeadLetterQueueUnderGeneratedName_whenStackIsDestroyed() {
    template.allResources(
        "AWS::SQS::Queue",
        Map.of(
            "DeletionPolicy",
            "Retain",
            "Properties",
            Map.of("MessageRetentionPeriod", 1209600, "QueueName", Match.absent())));
  }

  @Test
  void shouldTakeDeadLettersFromThatRuleOverTlsOnly() throws IOException {
    assertThat(
            first(template, "AWS::SQS::QueuePolicy", "Properties", "PolicyDocument", "Statement"))
        .isEqualTo(
            json(
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
                    .formatted(onlyId("AWS::SQS::Queue"), onlyId("AWS::Events::Rule"))));
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
        .isThrownBy(
            () ->
                new ProducerStackProps(
                    function(),
                    null,
                    1,
                    StreamNameLookup.DEPLOY,
                    2,
                    Duration.hours(1),
                    Optional.empty()))
        .withMessage("schedule");
  }

  private static Object environment(Template template) {
    return first(template, "AWS::Lambda::Function", "Properties", "Environment", "Variables");
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

  private static Map<String, ?> attribute(String type, String attribute) {
    return Map.of("Fn::GetAtt", List.of(onlyId(type), attribute));
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

  private static List<?> json(String text) throws IOException {
    return new ObjectMapper().readValue(text, List.class);
  }
}
