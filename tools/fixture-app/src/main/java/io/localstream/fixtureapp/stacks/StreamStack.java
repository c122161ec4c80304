package io.localstream.fixtureapp.stacks;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.kinesis.IStream;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.kinesis.StreamMode;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/** The stack of the stream, and of the SSM parameter that holds its name. */
final class StreamStack extends Stack {
  private static final String PARAMETER = "/fixture/stream-arn";

  StreamStack(Construct scope, String id) {
    super(scope, id);
    Stream stream =
        Stream.Builder.create(this, "Stream")
            .streamName("FixtureStream")
            .streamMode(StreamMode.PROVISIONED)
            .shardCount(1)
            .build();
    StringParameter.Builder.create(this, "StreamArn")
        .parameterName(PARAMETER)
        .stringValue(stream.getStreamArn())
        .build();
  }

  /** Returns the stream, whose name CloudFormation reads from SSM at deployment. */
  static IStream find(Construct scope) {
    return Stream.fromStreamArn(
        scope, "Stream", StringParameter.valueForStringParameter(scope, PARAMETER));
  }
}
