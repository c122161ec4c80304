package io.kinesispipeline.infra.stream;

import io.kinesispipeline.model.Names;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.kinesis.StreamEncryption;
import software.amazon.awscdk.services.kinesis.StreamMode;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/** The Kinesis stream, and the two SSM parameters by which the other stacks find it. */
public final class StreamStack extends Stack {
  /**
   * Defines the stack.
   *
   * @param scope the app
   * @param id the stack's name
   * @param props what the user chooses
   */
  public StreamStack(Construct scope, String id, StreamStackProps props) {
    super(
        scope,
        id,
        StackProps.builder().description("The stream between producer and consumer").build());
    Stream stream =
        Stream.Builder.create(this, "Stream")
            .streamName(props.streamName())
            .streamMode(StreamMode.PROVISIONED)
            .shardCount(props.shardCount())
            .retentionPeriod(props.retention())
            .encryption(StreamEncryption.MANAGED)
            .removalPolicy(props.removal())
            .build();
    publish("NameParameter", Names.STREAM_NAME_PARAMETER, stream.getStreamName(), props);
    publish("ArnParameter", Names.STREAM_ARN_PARAMETER, stream.getStreamArn(), props);
  }

  private void publish(String id, String name, String value, StreamStackProps props) {
    StringParameter.Builder.create(this, id)
        .parameterName(name)
        .stringValue(value)
        .build()
        .applyRemovalPolicy(props.removal());
  }
}
