package io.kinesispipeline.infra.common;

import static io.kinesispipeline.infra.test.Templates.KEY;
import static io.kinesispipeline.infra.test.Templates.MAP;
import static io.kinesispipeline.infra.test.Templates.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.kinesispipeline.infra.test.StubJar;
import io.kinesispipeline.infra.test.Templates;
import io.kinesispipeline.model.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.lambda.ApplicationLogLevel;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;

class LoggedFunctionTest {
  private static final String ANYTHING = "*";

  private static TestStack stack;
  private static Template template;
  private static Template retained;

  @BeforeAll
  static void synthesize() {
    stack = TestStack.create();
    template = template(stack, false);
    retained = template(TestStack.inProduction(), true);
  }

  private static Template template(TestStack stack, boolean other) {
    FunctionDefinition definition =
        new FunctionDefinition("my-lambda", "example.Handler", "Does it")
            .withVersionDescription("Stream: " + stack.stream().name())
            .withEnvironment(Map.of("KEY", "value"))
            .withPermissions(List.of(Allow.actions("kinesis:PutRecord").on(stack.stream().arn())));
    FunctionSettings settings =
        new FunctionSettings(
            Code.fromAsset(StubJar.create().toString()),
            512,
            Duration.seconds(10),
            other ? Architecture.X86_64 : Architecture.ARM_64,
            other ? Optional.of(20) : Optional.empty(),
            new LogSettings(
                other ? Optional.empty() : Optional.of(ApplicationLogLevel.WARN), !other, 7),
            other
                ? Optional.of(new VpcSettings(List.of("subnet-1", "subnet-2"), List.of("sg-1")))
                : Optional.empty(),
            other ? Map.of("CHOICE", "mine", "KEY", "not mine") : Map.of());
    new LoggedFunction(stack, "My", definition, settings);
    return Template.fromStack(stack);
  }

  @Test
  void shouldRunOnSnapStartedJava25OnArm() {
    template.hasResourceProperties(
        "AWS::Lambda::Function",
        Map.of(
            "FunctionName",
            "my-lambda",
            "Description",
            "Does it",
            "Runtime",
            "java25",
            "Architectures",
            List.of("arm64"),
            "SnapStart",
            Map.of("ApplyOn", "PublishedVersions"),
            "Handler",
            "example.Handler",
            "MemorySize",
            512,
            "Timeout",
            10,
            "Environment",
            Map.of("Variables", Map.of("KEY", "value", "LOG_PAYLOADS", "true"))));
  }

  @Test
  void shouldRunOnIntel_whenChosen() {
    retained.hasResourceProperties(
        "AWS::Lambda::Function", Map.of("Architectures", List.of("x86_64")));
  }

  @Test
  void shouldShareAccountConcurrency_whenNoneIsReserved() {
    template.hasResourceProperties(
        "AWS::Lambda::Function", Map.of("ReservedConcurrentExecutions", Match.absent()));
  }

  @Test
  void shouldReserveConcurrency_whenChosen() {
    retained.hasResourceProperties(
        "AWS::Lambda::Function", Map.of("ReservedConcurrentExecutions", 20));
  }

  @Test
  void shouldConnectToVpc_whenChosen() {
    template.hasResourceProperties("AWS::Lambda::Function", Map.of("VpcConfig", Match.absent()));
    retained.hasResourceProperties(
        "AWS::Lambda::Function",
        Map.of(
            "VpcConfig",
            Map.of(
                "SubnetIds",
                List.of("subnet-1", "subnet-2"),
                "SecurityGroupIds",
                List.of("sg-1"))));
    retained.hasResourceProperties(
        "AWS::IAM::Role",
        json(
            MAP,
            """
            {
              "Policies": [{
                "PolicyDocument": {
                  "Statement": [
                    {},
                    {},
                    {
                      "Effect": "Allow",
                      "Action": [
                        "ec2:AssignPrivateIpAddresses",
                        "ec2:CreateNetworkInterface",
                        "ec2:DeleteNetworkInterface",
                        "ec2:DescribeNetworkInterfaces",
                        "ec2:DescribeSubnets",
                        "ec2:UnassignPrivateIpAddresses"
                      ],
                      "Resource": "*"
                    },
                    {"Action": "kinesis:PutRecord"}
                  ]
                }
              }]
            }
            """));
  }

  @Test
  void shouldRejectVpc_withoutSubnetsOrSecurityGroups() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VpcSettings(List.of(), List.of("sg-1")))
        .withMessage("a VPC needs subnets and security groups, were [] and [sg-1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VpcSettings(List.of("subnet-1"), List.of()));
  }

  @Test
  void shouldEncryptEnvironmentUnderKey_whenThereIsOne() {
    template.hasResourceProperties("AWS::Lambda::Function", Map.of("KmsKeyArn", Match.absent()));
    retained.hasResourceProperties("AWS::Lambda::Function", Map.of("KmsKeyArn", KEY));
  }

  @Test
  void shouldTraceInvocations() {
    template.hasResourceProperties(
        "AWS::Lambda::Function", Map.of("TracingConfig", Map.of("Mode", "Active")));
  }

  @Test
  void shouldLogJsonFromChosenLevel() {
    template.hasResourceProperties(
        "AWS::Lambda::Function",
        Map.of(
            "LoggingConfig",
            Map.of(
                "LogFormat",
                "JSON",
                "ApplicationLogLevel",
                "WARN",
                "SystemLogLevel",
                "INFO",
                "LogGroup",
                Map.of("Ref", onlyId("AWS::Logs::LogGroup")))));
  }

  @Test
  void shouldLogTextWithoutPayloadsUnderKey_whenChosen() {
    retained.hasResourceProperties(
        "AWS::Lambda::Function",
        Map.of(
            "LoggingConfig",
            Match.exact(Map.of("LogGroup", Map.of("Ref", onlyId("AWS::Logs::LogGroup")))),
            "Environment",
            Map.of(
                "Variables", Map.of("KEY", "value", "CHOICE", "mine", "LOG_PAYLOADS", "false"))));
    retained.hasResourceProperties("AWS::Logs::LogGroup", Map.of("KmsKeyId", KEY));
  }

  @Test
  void shouldLogToItsOwnGroupAndStream() {
    String logGroup = onlyId("AWS::Logs::LogGroup");

    template.hasResourceProperties(
        "AWS::Logs::LogGroup",
        Map.of("LogGroupName", "/aws/lambda/my-lambda", "RetentionInDays", 7));
    template.hasResourceProperties(
        "AWS::Logs::LogStream",
        Map.of("LogGroupName", Map.of("Ref", logGroup), "LogStreamName", "my-lambda-stream"));
    template.hasResourceProperties(
        "AWS::Lambda::Function",
        Map.of("LoggingConfig", Map.of("LogGroup", Map.of("Ref", logGroup))));
  }

  @Test
  void shouldApplyRemovalPolicyToLog() {
    for (String type : List.of("AWS::Logs::LogGroup", "AWS::Logs::LogStream")) {
      template.allResources(type, Map.of("DeletionPolicy", "Delete"));
      retained.allResources(type, Map.of("DeletionPolicy", "RetainExceptOnCreate"));
    }
  }

  @Test
  void shouldPublishVersionBehindAlias() {
    template.hasResourceProperties(
        "AWS::Lambda::Alias",
        Map.of(
            "Name",
            "live",
            "FunctionVersion",
            Map.of("Fn::GetAtt", List.of(onlyId("AWS::Lambda::Version"), "Version"))));
  }

  @Test
  void shouldKeepOldVersionsForRollback() {
    template.allResources(
        "AWS::Lambda::Version",
        Map.of("DeletionPolicy", "RetainExceptOnCreate", "UpdateReplacePolicy", "Retain"));
  }

  @Test
  void shouldPublishNewVersion_whenDeployTimeValueChanges() {
    template.hasResourceProperties(
        "AWS::Lambda::Version",
        Map.of(
            "Description",
            Map.of("Fn::Join", List.of("", List.of("Stream: ", Map.of("Ref", "StreamName"))))));
  }

  @Test
  void shouldAllowOwnLogAndGivenPermissionsOnly() {
    assertThat(template.findResources("AWS::IAM::Role").values())
        .singleElement()
        .extracting("Properties")
        .isEqualTo(
            json(
                MAP,
                """
                {
                  "AssumeRolePolicyDocument": {
                    "Version": "2012-10-17",
                    "Statement": [{
                      "Effect": "Allow",
                      "Action": "sts:AssumeRole",
                      "Principal": {"Service": "lambda.amazonaws.com"}
                    }]
                  },
                  "Policies": [{
                    "PolicyName": "FunctionPolicy",
                    "PolicyDocument": {
                      "Version": "2012-10-17",
                      "Statement": [
                        {
                          "Effect": "Allow",
                          "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                          "Resource": {"Fn::GetAtt": ["%s", "Arn"]}
                        },
                        {
                          "Effect": "Allow",
                          "Action": ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
                          "Resource": "*"
                        },
                        {
                          "Effect": "Allow",
                          "Action": "kinesis:PutRecord",
                          "Resource": {"Ref": "StreamArn"}
                        }
                      ]
                    }
                  }]
                }
                """
                    .formatted(onlyId("AWS::Logs::LogGroup"))));
    template.resourceCountIs("AWS::IAM::Policy", 0);
    template.resourceCountIs("AWS::IAM::ManagedPolicy", 0);
  }

  @Test
  void shouldReadStreamFromSsm() {
    assertReads(template, "StreamName", Names.STREAM_NAME_PARAMETER);
    assertReads(template, "StreamArn", Names.STREAM_ARN_PARAMETER);
    assertReads(retained, "StreamName", new Stage("prod").streamNameParameter());
  }

  private static void assertReads(Template template, String parameter, String ssmParameter) {
    template.hasParameter(
        parameter, Map.of("Type", "AWS::SSM::Parameter::Value<String>", "Default", ssmParameter));
  }

  @Test
  void shouldSynthesizeWithoutWarning() {
    assertThat(Annotations.fromStack(stack).findWarning(ANYTHING, Match.anyValue())).isEmpty();
  }

  @Test
  void shouldRejectIncompleteRecords() {
    assertThatNullPointerException()
        .isThrownBy(
            () ->
                new FunctionSettings(
                    null, 512, Duration.seconds(1), Architecture.ARM_64, Optional.empty(), null))
        .withMessage("code");
    assertThatNullPointerException()
        .isThrownBy(() -> new FunctionDefinition("f", null, "d"))
        .withMessage("handler");
  }

  private static String onlyId(String type) {
    return Templates.onlyId(template, type);
  }
}
