package io.kinesispipeline.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.assertions.Template;

class StreamStackTest {
  private static Template destroyed;
  private static Template retained;

  @BeforeAll
  static void synthesize() {
    App app = new App();
    StreamStack destroyedStack = new StreamStack(app, "Destroyed", props(RemovalPolicy.DESTROY));
    StreamStack retainedStack = new StreamStack(app, "Retained", props(RemovalPolicy.RETAIN));
    destroyed = Template.fromStack(destroyedStack);
    retained = Template.fromStack(retainedStack);
  }

  private static StreamStackProps props(RemovalPolicy removal) {
    return new StreamStackProps("MyStream", 2, Duration.hours(48), removal);
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
            "Name", "/streams/my-stream/name", "Type", "String", "Value", Map.of("Ref", stream)));
    destroyed.hasResourceProperties(
        "AWS::SSM::Parameter",
        Map.of(
            "Name",
            "/streams/my-stream/arn",
            "Type",
            "String",
            "Value",
            Map.of("Fn::GetAtt", new String[] {stream, "Arn"})));
    destroyed.resourceCountIs("AWS::SSM::Parameter", 2);
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
    retained.allResources("AWS::Kinesis::Stream", Map.of("DeletionPolicy", "Retain"));
    retained.allResources("AWS::SSM::Parameter", Map.of("DeletionPolicy", "Retain"));
  }

  @Test
  void shouldRefuseHalfFilledProps() {
    assertThatNullPointerException()
        .isThrownBy(() -> new StreamStackProps(null, 1, Duration.hours(24), RemovalPolicy.DESTROY))
        .withMessage("streamName");
  }
}
