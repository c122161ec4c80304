import { CfnOutput, CfnParameter, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Alarms, lambdaMetric, ofPipeline, ofRule, ofStream } from './alarms.mjs';
import { allow, LoggedFunction } from './logged-function.mjs';

const NAME = 'producer-lambda';

export class ProducerStack extends Stack {
  constructor(scope, id, settings) {
    super(scope, id, { description: 'Puts events on the stream, on a schedule' });
    const { streamName, streamArn } = streamParameters(this);

    const deadLetterQueue = new Queue(this, 'DeadLetterQueue', {
      retentionPeriod: Duration.days(14),
      enforceSSL: true,
      encryption: QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    deadLetterQueue.node.findChild('Policy').applyRemovalPolicy(RemovalPolicy.RETAIN);

    const { alias } = new LoggedFunction(this, 'Producer', {
      name: NAME,
      description: 'Puts events on the stream',
      versionDescription: `Stream: ${streamName}`,
      handler: 'io.kinesispipeline.producer.ProducerHandler',
      code: Code.fromAsset('lambda-producer/target/lambda-producer.jar'),
      timeout: Duration.seconds(60),
      environment: { STREAM_NAME: streamName, EVENTS_PER_INVOCATION: String(settings.eventsPerInvocation) },
      permissions: [
        allow(['kinesis:PutRecord', 'kinesis:PutRecords'], streamArn),
        allow(['sqs:SendMessage'], deadLetterQueue.queueArn),
      ],
    });
    alias.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: new SqsDestination(deadLetterQueue),
    });

    new Rule(this, 'Schedule', {
      ruleName: 'ScheduleProducer',
      description: 'Invokes the producer',
      schedule: Schedule.expression(settings.schedule),
      targets: [
        new LambdaFunction(alias, { retryAttempts: 185, maxEventAge: Duration.hours(6), deadLetterQueue }),
      ],
    });

    const alarms = new Alarms(this);
    alarms.addThresholdAlarm(`${NAME}-errors`, 'Invocations of the producer failed.', lambdaMetric(NAME, 'Errors'));
    alarms.addHeartbeatAlarm(`${NAME}-silent`, 'The producer has put no event on the stream.', ofPipeline(NAME, 'EventsProduced'));
    alarms.addThresholdAlarm(
      `${NAME}-dead-letters`,
      'Scheduled events are in the dead-letter queue.',
      deadLetterQueue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
    );
    alarms.addThresholdAlarm(
      `${NAME}-put-throttled`,
      'The stream throttled records.',
      ofStream(streamName, 'WriteProvisionedThroughputExceeded'),
    );
    alarms.addThresholdAlarm(
      `${NAME}-failed-invocations`,
      'EventBridge could not invoke the producer.',
      ofRule('ScheduleProducer', 'FailedInvocations'),
    );
    alarms.addThresholdAlarm(`${NAME}-duration`, 'Invocations of the producer are close to its timeout.', lambdaMetric(NAME, 'Duration', 'p99'), 48_000);

    new CfnOutput(this, 'DeadLetterQueueUrl', {
      description: 'Scheduled events that could not be processed',
      value: deadLetterQueue.queueUrl,
    });
  }
}

/** Returns the parameters that the stream's stack wrote. */
export function streamParameters(stack) {
  const parameter = (id, name, description) =>
    new CfnParameter(stack, id, {
      type: 'AWS::SSM::Parameter::Value<String>',
      default: name,
      description,
    }).valueAsString;
  return {
    streamName: parameter('StreamName', '/streams/my-stream/name', "SSM parameter with the stream's name"),
    streamArn: parameter('StreamArn', '/streams/my-stream/arn', "SSM parameter with the stream's ARN"),
  };
}
