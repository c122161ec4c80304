package io.localstream.engine.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the assembly as a whole: its files, its stacks, and the parameters that they read from each
 * other.
 */
class AssemblyReaderTest {
  private static final String STREAM =
      """
      "Stream": {"Type": "AWS::Kinesis::Stream", "Properties": {"Name": "s", "ShardCount": 1}}
      """;

  @TempDir private Path folder;
  private TestAssembly assembly;

  @BeforeEach
  void create() {
    assembly = new TestAssembly(folder);
  }

  @Test
  void shouldSayToSynthesize_whenThereIsNoAssembly() {
    Path none = folder.resolve("none");

    assertThatThrownBy(() -> AssemblyReader.read(none))
        .isInstanceOf(StartException.class)
        .hasMessage("There is no cloud assembly in %s: run `npx cdk synth` first.", none);
  }

  @Test
  void shouldNameTheFile_whenTheManifestIsNotJson() throws IOException {
    Path manifest = Files.writeString(folder.resolve("manifest.json"), "{\"version\": ");

    assertThatThrownBy(() -> AssemblyReader.read(folder))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("%s cannot be read (".formatted(manifest))
        .hasMessageEndingWith("): run `npx cdk synth` again.");
  }

  @Test
  void shouldNameTheFile_whenATemplateIsMissing() throws IOException {
    assembly.resources("S", STREAM).write();
    Files.delete(folder.resolve("S.template.json"));

    assertFails(folder.resolve("S.template.json") + " cannot be read (");
  }

  @Test
  void shouldSaySo_whenThereAreNoStacks() {
    assembly.write();

    assertFails("The cloud assembly in %s has no stacks.".formatted(folder));
  }

  @Test
  void shouldReadTheNamedStacksOnly() {
    Path cdkOut =
        assembly.resources("A", STREAM).resources("B", STREAM).resources("C", STREAM).write();

    assertThat(AssemblyReader.read(cdkOut, Optional.empty(), Set.of("A", "C")).stacks())
        .containsExactly("A", "C");
    assertThatThrownBy(() -> AssemblyReader.read(cdkOut, Optional.empty(), Set.of("A", "D")))
        .isInstanceOf(StartException.class)
        .hasMessage("The cloud assembly in %s has no stack D: it has A, B, C.", folder);
  }

  @Test
  void shouldUseTheStacksRegionAndAccount_whenTheyAreSet() {
    assembly.resources("S", STREAM);
    assembly.artifact("S").put("environment", "aws://123456789012/cn-north-1");

    Deployment deployment = assembly.read();

    assertThat(deployment.region()).isEqualTo("cn-north-1");
    assertThat(deployment.account()).isEqualTo("123456789012");
    assertThat(deployment.streams().get(0).arn())
        .isEqualTo("arn:aws-cn:kinesis:cn-north-1:123456789012:stream/s");
  }

  @Test
  void shouldRefuse_whenStacksDeployToSeveralRegions() {
    assembly.resources("A", STREAM).resources("B", STREAM);
    assembly.artifact("A").put("environment", "aws://unknown-account/eu-west-1");
    assembly.artifact("B").put("environment", "aws://unknown-account/eu-west-2");
    assembly.write();

    assertFails(
        "The stacks deploy to several environments (aws://unknown-account/eu-west-1,"
            + " aws://unknown-account/eu-west-2): the local run supports one.");
  }

  @Test
  void shouldNameParameterAndStack_whenAnSsmParameterIsCreatedByNoStackBefore() {
    assembly
        .stack("Reads", readingParameter("/name"))
        .resources("Writes", ssmParameter("/name", "late"))
        .write();

    assertFails(
        "Reads/Stream: Reads reads the SSM parameter /name, which no stack that is deployed"
            + " earlier creates.");
  }

  @Test
  void shouldReadTheSsmParameter_whenAStackBeforeCreatesIt() {
    assembly
        .stack("Reads", readingParameter("/name"), "Writes")
        .resources("Writes", ssmParameter("/name", "from-ssm"));

    assertThat(assembly.read().streams().get(0).name()).isEqualTo("from-ssm");
  }

  @Test
  void shouldNameTheParameter_whenItHasNoValue() {
    assembly
        .stack(
            "S",
            """
            {"Parameters": {"Name": {"Type": "String"}},
             "Resources": {"Stream": {"Type": "AWS::Kinesis::Stream",
                                      "Properties": {"Name": {"Ref": "Name"}, "ShardCount": 1}}}}
            """)
        .write();

    assertFails(
        "S/Stream: parameter Name has no default: give it one, since the local run"
            + " sets no parameters.");
  }

  @Test
  void shouldLeaveOutResources_whenTheirConditionDoesNotHold() {
    assembly.stack(
        "S",
        """
        {"Parameters": {"Stage": {"Type": "String", "Default": "test"}},
         "Conditions": {"Prod": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]},
                        "Test": {"Fn::Not": [{"Condition": "Prod"}]}},
         "Resources": {
           "A": {"Type": "AWS::Kinesis::Stream", "Condition": "Prod",
                 "Properties": {"Name": "a", "ShardCount": 1}},
           "B": {"Type": "AWS::Kinesis::Stream", "Condition": "Test",
                 "Properties": {
                   "Name": {"Fn::If": ["Prod", "b", {"Ref": "AWS::NoValue"}]},
                   "ShardCount": {"Fn::If": ["Prod", 8, 2]}}}}}
        """);

    assertThat(assembly.read().streams())
        .singleElement()
        .satisfies(
            stream -> {
              assertThat(stream.name()).matches("S-B-[0-9A-F]{12}");
              assertThat(stream.shardCount()).isEqualTo(2);
            });
  }

  @Test
  void shouldNameTheReference_whenItCannotBeResolved() {
    assembly
        .resources(
            "S",
            """
            "Stream": {"Type": "AWS::Kinesis::Stream",
                       "Properties": {"Name": {"Ref": "Nobody"}, "ShardCount": 1}}
            """)
        .write();

    assertFails("S/Stream: Ref names Nobody, which is not in the template.");
  }

  @Test
  void shouldNameTheAttribute_whenItIsNotKnown() {
    assembly
        .resources(
            "S",
            """
            "Table": {"Type": "AWS::DynamoDB::Table"},
            "Stream": {"Type": "AWS::Kinesis::Stream",
                       "Properties": {"Name": {"Fn::GetAtt": ["Table", "StreamArn"]}}}
            """)
        .write();

    assertFails(
        "S/Stream: Fn::GetAtt reads Table.StreamArn,"
            + " an attribute of AWS::DynamoDB::Table that the local run does not support.");
  }

  @Test
  void shouldListWhatItDoesNotSimulate_whenAPersonWouldMissIt() {
    assembly.resources(
        "S",
        """
        "Alarm": {"Type": "AWS::CloudWatch::Alarm"},
        "Dashboard": {"Type": "AWS::CloudWatch::Dashboard"},
        "Topic": {"Type": "AWS::SNS::Topic"},
        "Subscription": {"Type": "AWS::SNS::Subscription"},
        "Role": {"Type": "AWS::IAM::Role"},
        "Queue": {"Type": "AWS::SQS::Queue"},
        "Cleaner": {"Type": "AWS::Lambda::Function", "Properties": {"Runtime": "nodejs22.x"}},
        "OnEvent": {"Type": "AWS::Events::Rule", "Properties": {"EventPattern": {}}}
        """);

    assertThat(assembly.read().notSimulated())
        .containsExactlyInAnyOrder(
            "S/Queue (AWS::SQS::Queue)",
            "S/Cleaner (AWS::Lambda::Function)",
            "S/OnEvent (AWS::Events::Rule)");
  }

  /** A run has no earlier version that an alias could still point to. */
  @Test
  void shouldIgnoreHowAnAliasIsMovedToANewVersion() {
    assembly.resources(
        "S",
        """
        "Stream": {"Type": "AWS::Kinesis::Stream", "Properties": {"ShardCount": 1}},
        "Function": {"Type": "AWS::Lambda::Function", "Properties": {
          "FunctionName": "f", "Runtime": "java25", "Handler": "a.Handler::handle",
          "Role": {"Fn::GetAtt": ["Role", "Arn"]},
          "Code": {"S3Bucket": "b", "S3Key": "code.jar"}}},
        "Role": {"Type": "AWS::IAM::Role", "Properties": {}},
        "Version": {"Type": "AWS::Lambda::Version", "Properties": {
          "FunctionName": {"Ref": "Function"}}},
        "Alias": {"Type": "AWS::Lambda::Alias", "Properties": {
            "FunctionName": {"Ref": "Function"}, "Name": "live",
            "FunctionVersion": {"Fn::GetAtt": ["Version", "Version"]}},
          "UpdatePolicy": {"CodeDeployLambdaAliasUpdate": {
            "ApplicationName": {"Ref": "Application"}, "DeploymentGroupName": {"Ref": "Group"}}}},
        "Application": {"Type": "AWS::CodeDeploy::Application"},
        "Configuration": {"Type": "AWS::CodeDeploy::DeploymentConfig"},
        "Group": {"Type": "AWS::CodeDeploy::DeploymentGroup", "Properties": {
          "ServiceRoleArn": {"Fn::GetAtt": ["CodeDeploy", "Arn"]}}},
        "CodeDeploy": {"Type": "AWS::IAM::Role", "Properties": {
          "ManagedPolicyArns": ["arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambda"]}},
        "Mapping": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {
          "EventSourceArn": {"Fn::GetAtt": ["Stream", "Arn"]},
          "FunctionName": {"Ref": "Alias"}, "StartingPosition": "LATEST"}}
        """);

    Deployment deployment = assembly.read();

    assertThat(deployment.notSimulated()).isEmpty();
    assertThat(deployment.functions())
        .extracting(Deployment.Function::invokedArn)
        .containsExactly("arn:aws:lambda:us-east-1:000000000000:function:f:live");
  }

  @Test
  void shouldReadAlarms_whenTheirPropertiesCanBeEvaluated() {
    assembly
        .resources(
            "S",
            """
            "Named": {"Type": "AWS::CloudWatch::Alarm", "Properties": {
              "AlarmName": {"Fn::Join": ["-", ["my", {"Ref": "AWS::Region"}]]},
              "AlarmActions": [{"Ref": "Elsewhere"}]}},
            "Unnamed": {"Type": "AWS::CloudWatch::Alarm"},
            "Unknown": {"Type": "AWS::CloudWatch::Alarm", "Properties": {
              "Threshold": {"Ref": "Elsewhere"}}}
            """)
        .write();

    Deployment deployment = assembly.read();
    assertThat(deployment.alarms())
        .extracting(alarm -> alarm.path("AlarmName").asText())
        .containsExactly("my-us-east-1", "Unnamed");
    assertThat(deployment.notSimulated()).containsExactly("S/Unknown (AWS::CloudWatch::Alarm)");
  }

  @Test
  void shouldNameTheResource_whenThePipelineWouldBehaveOtherwiseWithoutIt() {
    assembly.resources("S", "\"Every\": {\"Type\": \"AWS::Scheduler::Schedule\"}").write();

    assertFails("S/Every: AWS::Scheduler::Schedule is not supported by the local run.");
  }

  private void assertFails(String messageStart) {
    assertThatThrownBy(() -> AssemblyReader.read(folder))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith(messageStart);
  }

  private static String ssmParameter(String name, String value) {
    return """
        "P": {"Type": "AWS::SSM::Parameter",
              "Properties": {"Name": "%s", "Type": "String", "Value": "%s"}}
        """
        .formatted(name, value);
  }

  private static String readingParameter(String ssmName) {
    return """
        {"Parameters": {"Name": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "%s"}},
         "Resources": {"Stream": {"Type": "AWS::Kinesis::Stream",
                                  "Properties": {"Name": {"Ref": "Name"}, "ShardCount": 1}}}}
        """
        .formatted(ssmName);
  }
}
