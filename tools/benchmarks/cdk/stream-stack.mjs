import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Stream, StreamEncryption, StreamMode } from 'aws-cdk-lib/aws-kinesis';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';

export class StreamStack extends Stack {
  constructor(scope, id, settings) {
    super(scope, id, { description: 'The stream between producer and consumer' });
    const stream = new Stream(this, 'Stream', {
      streamName: settings.streamName,
      streamMode: StreamMode.PROVISIONED,
      shardCount: settings.shardCount,
      retentionPeriod: Duration.hours(settings.retentionHours),
      encryption: StreamEncryption.MANAGED,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new StringParameter(this, 'NameParameter', {
      parameterName: '/streams/my-stream/name',
      stringValue: stream.streamName,
    }).applyRemovalPolicy(RemovalPolicy.DESTROY);
    new StringParameter(this, 'ArnParameter', {
      parameterName: '/streams/my-stream/arn',
      stringValue: stream.streamArn,
    }).applyRemovalPolicy(RemovalPolicy.DESTROY);
  }
}
