package io.kinesispipeline.infra.stream;

import io.kinesispipeline.infra.common.AcceptedFinding;
import io.kinesispipeline.infra.common.StackSettings;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.kinesis.CfnStream;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.kinesis.StreamEncryption;
import software.amazon.awscdk.services.kinesis.StreamMode;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/**
 * The stack of the Kinesis stream, and of the two SSM parameters from which the other stacks read
 * its name and ARN.
 */
public final class StreamStack extends Stack {
  /**
   * Defines the stack.
   *
   * @param scope the app
   * @param id the stack's id
   * @param props the settings that the user chooses
   */
  public StreamStack(Construct scope, String id, StreamStackProps props) {
    super(scope, id, props.stack().stackProps(id, "The stream between producer and consumer"));
    StackSettings settings = props.stack();
    Stream stream = stream(props);
    publish(
        "NameParameter", settings.stage().streamNameParameter(), stream.getStreamName(), settings);
    publish("ArnParameter", settings.stage().streamArnParameter(), stream.getStreamArn(), settings);
  }

  private Stream stream(StreamStackProps props) {
    Stream.Builder builder =
        Stream.Builder.create(this, "Stream")
            .streamName(props.stack().stage().named(props.streamName()))
            .retentionPeriod(props.retention())
            .removalPolicy(props.stack().removal());
    if (props.shardCount().isPresent()) {
      builder.streamMode(StreamMode.PROVISIONED).shardCount(props.shardCount().getAsInt());
    } else {
      builder.streamMode(StreamMode.ON_DEMAND);
    }
    props
        .stack()
        .encryptionKey(this)
        .ifPresentOrElse(
            key -> builder.encryption(StreamEncryption.KMS).encryptionKey(key),
            () -> builder.encryption(StreamEncryption.MANAGED));
    Stream stream = builder.build();
    // The L2 construct does not support this property.
    ((CfnStream) stream.getNode().getDefaultChild()).setMaxRecordSizeInKiB(props.maxRecordSizeKb());
    if (props.stack().encryptionKeyArn().isPresent()) {
      AcceptedFinding.on(
          stream,
          "AwsSolutions-KDS3",
          "The user chose this key, which costs more than an AWS managed key");
    }
    return stream;
  }

  private void publish(String id, String name, String value, StackSettings settings) {
    StringParameter.Builder.create(this, id)
        .parameterName(name)
        .stringValue(value)
        .build()
        .applyRemovalPolicy(settings.removal());
  }
}
