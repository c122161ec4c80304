import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnEventSourceMapping, Code } from 'aws-cdk-lib/aws-lambda';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Alarms, lambdaMetric, ofMapping, ofPipeline, ofStream } from './alarms.mjs';
import { addDashboard } from './dashboard.mjs';
import { allow, LoggedFunction } from './logged-function.mjs';
import { streamParameters } from './producer-stack.mjs';

const NAME = 'consumer-lambda';
const DESCRIPTION = "Processes the stream's records";
const MAXIMUM_RECORD_AGE = Duration.seconds(82_800);
const LATENCY = Duration.minutes(5);
const LATEST_ITERATOR_AGE = Duration.seconds(20_700);

export class ConsumerStack extends Stack {
  constructor(scope, id, settings) {
    super(scope, id, { description: DESCRIPTION });
    const { streamName, streamArn } = streamParameters(this);

    const failureBucket = new Bucket(this, 'FailureBucket', {
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      lifecycleRules: [
        { expiration: Duration.days(90), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      encryption: BucketEncryption.S3_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    failureBucket.policy.applyRemovalPolicy(RemovalPolicy.RETAIN);

    const inThisAccount = { StringEquals: { 'aws:ResourceAccount': this.account } };
    const { alias } = new LoggedFunction(this, 'Consumer', {
      name: NAME,
      description: DESCRIPTION,
      versionDescription: DESCRIPTION,
      handler: 'io.kinesispipeline.consumer.ConsumerHandler',
      code: Code.fromAsset('lambda-consumer/target/lambda-consumer.jar'),
      timeout: Duration.seconds(10),
      environment: {},
      permissions: [
        allow(
          [
            'kinesis:DescribeStream',
            'kinesis:DescribeStreamSummary',
            'kinesis:GetRecords',
            'kinesis:GetShardIterator',
            'kinesis:ListShards',
          ],
          streamArn,
        ),
        allow(['s3:PutObject'], failureBucket.arnForObjects('*'), inThisAccount),
        allow(['s3:ListBucket'], failureBucket.bucketArn, inThisAccount),
      ],
    });

    const mapping = new CfnEventSourceMapping(this, 'EventSource', {
      functionName: alias.functionArn,
      eventSourceArn: streamArn,
      startingPosition: 'TRIM_HORIZON',
      batchSize: settings.batchSize,
      maximumBatchingWindowInSeconds: 0,
      parallelizationFactor: 1,
      functionResponseTypes: ['ReportBatchItemFailures'],
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: settings.maximumRetryAttempts,
      maximumRecordAgeInSeconds: MAXIMUM_RECORD_AGE.toSeconds(),
      destinationConfig: { onFailure: { destination: failureBucket.bucketArn } },
      metricsConfig: { metrics: ['EventCount'] },
    });

    const alarms = new Alarms(this);
    const stopped = new MathExpression({
      expression:
        'IF(FILL(incoming, 0) + FILL(produced, 0) > 0 AND FILL(polled, 0) + FILL(invocations, 0) == 0, 1, 0)',
      label: 'Stopped',
      usingMetrics: {
        incoming: ofStream(streamName, 'IncomingRecords'),
        invocations: lambdaMetric(NAME, 'Invocations'),
        polled: ofMapping(mapping.ref, 'PolledEventCount'),
        produced: ofPipeline('producer-lambda', 'EventsProduced'),
      },
      period: Duration.minutes(5),
    });
    alarms.addThresholdAlarm(`${NAME}-stopped`, 'Records arrive, but the consumer does not read them.', stopped, 1, 3);
    alarms.addThresholdAlarm(
      `${NAME}-latency`,
      'Records wait on the stream for longer than the latency alarm allows.',
      lambdaMetric(NAME, 'IteratorAge', 'Maximum'),
      LATENCY.toMilliseconds(),
    );
    alarms.addThresholdAlarm(
      `${NAME}-iterator-age`,
      'The consumer is far behind.',
      lambdaMetric(NAME, 'IteratorAge', 'Maximum'),
      LATEST_ITERATOR_AGE.toMilliseconds(),
    );
    alarms.addThresholdAlarm(`${NAME}-errors`, 'Invocations of the consumer failed.', lambdaMetric(NAME, 'Errors'));
    alarms.addThresholdAlarm(`${NAME}-duration`, 'Invocations of the consumer are close to its timeout.', lambdaMetric(NAME, 'Duration', 'p99'), 8_000, 3);
    alarms.addThresholdAlarm(`${NAME}-throttled`, 'Lambda throttled the consumer.', lambdaMetric(NAME, 'Throttles'));
    alarms.addThresholdAlarm(
      `${NAME}-read-throttled`,
      'The stream throttles reads.',
      ofStream(streamName, 'ReadProvisionedThroughputExceeded'),
      1,
      3,
    );
    alarms.addThresholdAlarm(
      `${NAME}-kept-records`,
      'Records were discarded and are in the failure bucket.',
      ofMapping(mapping.ref, 'OnFailureDestinationDeliveredEventCount'),
    );
    alarms.addThresholdAlarm(
      `${NAME}-dropped-records`,
      'Records were discarded and did not reach the failure bucket.',
      ofMapping(mapping.ref, 'DroppedEventCount'),
    );
    addDashboard(this, streamName, mapping.ref, LATENCY);

    new CfnOutput(this, 'FailureBucketName', {
      description: 'Records that could not be processed',
      value: failureBucket.bucketName,
    });
  }
}
