package io.kinesispipeline.infra.stream;

import static io.kinesispipeline.infra.test.Templates.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.kinesispipeline.infra.common.StackSettings;
import io.kinesispipeline.infra.common.Stage;
import io.kinesispipeline.model.Names;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class StreamStackTest {

  private static StreamStack retainedStack;
  private static Template destroyed;
  private static Template retained;

  @BeforeAll
  static void synthesize() {
    App app = new App();
    StreamStack destroyedStack =
        new StreamStack(
            app,
            "Destroyed",
            props(Stage.NONE, Optional.empty(), RemovalPolicy.DESTROY, OptionalInt.of(2)));
    retainedStack =
        new StreamStack(
            app,
            "Retained",
            props(
                new Stage("prod"),
                Optional.of(KEY),
                RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
                OptionalInt.empty()));
    destroyed = Template.fromStack(destroyedStack);
    retained = Template.fromStack(retainedStack);
  }

  private static StreamStackProps props(
      Stage stage, Optional<String> key, RemovalPolicy removal, OptionalInt shardCount) {
    return new StreamStackProps(
        new StackSettings(
            stage, key, removal, removal != RemovalPolicy.DESTROY, Map.of("team", "events")),
        "MyStream",
        shardCount,
        Duration.hours(48),
        2048);
  }

  @Test
  void shouldCreateProvisionedEncryptedStream() {
    destroyed.hasResourceProperties(
        "AWS::Kinesis::Stream",
        Map.of(
            "Name",
            "MyStream",
            "ShardCount",
            2,
            "RetentionPeriodHours",
            48,
            "MaxRecordSizeInKiB",
            2048,
            "StreamModeDetails",
            Map.of("StreamMode", "PROVISIONED"),
            "StreamEncryption",
            Map.of("EncryptionType", "KMS", "KeyId", "alias/aws/kinesis")));
  }

  @Test
  void shouldPublishNameAndArnAsParameters() {
    String stream = destroyed.findResources("AWS::Kinesis::Stream").keySet().iterator().next();

    destroyed.hasResourceProperties(
        "AWS::SSM::Parameter",
        Map.of(
            "Name", Names.STREAM_NAME_PARAMETER, "Type", "String", "Value", Map.of("Ref", stream)));
    destroyed.hasResourceProperties(
        "AWS::SSM::Parameter",
        Map.of(
            "Name",
            Names.STREAM_ARN_PARAMETER,
            "Type",
            "String",
            "Value",
            Map.of("Fn::GetAtt", new String[] {stream, "Arn"})));
    destroyed.resourceCountIs("AWS::SSM::Parameter", 2);
  }

  @Test
  void shouldBeOnDemandWithUsersKey_whenChosen() {
    retained.hasResourceProperties(
        "AWS::Kinesis::Stream",
        Map.of(
            "ShardCount",
            Match.absent(),
            "StreamModeDetails",
            Map.of("StreamMode", "ON_DEMAND"),
            "StreamEncryption",
            Map.of("EncryptionType", "KMS", "KeyId", KEY)));
  }

  @Test
  void shouldAppendStageToEveryName() {
    retained.hasResourceProperties("AWS::Kinesis::Stream", Map.of("Name", "MyStream-prod"));
    retained.hasResourceProperties(
        "AWS::SSM::Parameter", Map.of("Name", new Stage("prod").streamNameParameter()));
    retained.hasResourceProperties(
        "AWS::SSM::Parameter", Map.of("Name", new Stage("prod").streamArnParameter()));
    assertThat(retainedStack.getStackName()).isEqualTo("Retained-prod");
  }

  @Test
  void shouldProtectAndTagStack_whenChosen() {
    assertThat(retainedStack.getTerminationProtection()).isTrue();
    assertThat(retainedStack.getTags().tagValues()).containsExactly(Map.entry("team", "events"));
  }

  @Test
  void shouldExportNothing() {
    assertThat(destroyed.findOutputs("*")).isEmpty();
  }

  @Test
  void shouldRemoveEverything_whenRemovalIsDestroy() {
    destroyed.allResources("AWS::Kinesis::Stream", Map.of("DeletionPolicy", "Delete"));
    destroyed.allResources("AWS::SSM::Parameter", Map.of("DeletionPolicy", "Delete"));
  }

  @Test
  void shouldKeepStreamAndItsParameters_whenRemovalIsRetain() {
    Map<String, String> kept =
        Map.of("DeletionPolicy", "RetainExceptOnCreate", "UpdateReplacePolicy", "Retain");
    retained.allResources("AWS::Kinesis::Stream", kept);
    retained.allResources("AWS::SSM::Parameter", kept);
  }

  @Test
  void shouldRejectIncompleteProps() {
    assertThatNullPointerException()
        .isThrownBy(
            () ->
                new StreamStackProps(null, "MyStream", OptionalInt.of(1), Duration.hours(24), 1024))
        .withMessage("stack");
  }
}
