import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { lambdaMetric, ofMapping, ofPipeline, ofStream } from './alarms.mjs';

const PRODUCER = 'producer-lambda';
const CONSUMER = 'consumer-lambda';
const ALARMS = [
  ...['errors', 'failed-invocations', 'duration', 'silent', 'dead-letters', 'put-throttled'].map(
    (suffix) => `${PRODUCER}-${suffix}`,
  ),
  ...[
    'stopped',
    'latency',
    'iterator-age',
    'errors',
    'duration',
    'throttled',
    'read-throttled',
    'kept-records',
    'dropped-records',
  ].map((suffix) => `${CONSUMER}-${suffix}`),
];

export function addDashboard(stack, streamName, mapping, latencyAlarm) {
  const scope = new Construct(stack, 'Dashboard');
  new cloudwatch.Dashboard(scope, 'Resource', {
    dashboardName: 'kinesis-pipeline',
    widgets: [
      [
        heading('Is it healthy?'),
        new cloudwatch.AlarmStatusWidget({
          title: 'Alarms',
          alarms: ALARMS.map((name) => cloudwatch.Alarm.fromAlarmName(scope, name, name)),
          width: 24,
          height: 3,
        }),
        graph(12, 'Events', ofPipeline(PRODUCER, 'EventsProduced'), ofPipeline(CONSUMER, 'EventsConsumed')),
        graph(12, 'Failed invocations', lambdaMetric(PRODUCER, 'Errors'), lambdaMetric(CONSUMER, 'Errors')),
      ],
      [
        heading('Is it keeping up?'),
        new cloudwatch.GraphWidget({
          title: 'Iterator age of the consumer',
          left: [lambdaMetric(CONSUMER, 'IteratorAge', 'Maximum')],
          leftAnnotations: [{ label: 'alarm', value: latencyAlarm.toMilliseconds() }],
          width: 8,
          height: 6,
        }),
        graph(
          8,
          'End-to-end latency',
          ofPipeline(CONSUMER, 'EndToEndLatency', 'p50'),
          ofPipeline(CONSUMER, 'EndToEndLatency', 'p99'),
        ),
        graph(8, 'Duration', lambdaMetric(PRODUCER, 'Duration', 'p99'), lambdaMetric(CONSUMER, 'Duration', 'p99')),
        graph(
          12,
          'Records and bytes on the stream',
          ofStream(streamName, 'IncomingRecords'),
          ofStream(streamName, 'IncomingBytes'),
          ofStream(streamName, 'GetRecords.Records'),
        ),
        graph(
          12,
          'Throttling',
          ofStream(streamName, 'WriteProvisionedThroughputExceeded'),
          ofStream(streamName, 'ReadProvisionedThroughputExceeded'),
          lambdaMetric(PRODUCER, 'Throttles'),
          lambdaMetric(CONSUMER, 'Throttles'),
        ),
      ],
      [
        heading('What failed?'),
        graph(12, 'Events', ofPipeline(PRODUCER, 'EventsRejected'), ofPipeline(CONSUMER, 'EventsFailed')),
        graph(
          12,
          'Discarded records',
          ofMapping(mapping, 'OnFailureDestinationDeliveredEventCount'),
          ofMapping(mapping, 'DroppedEventCount'),
        ),
        new cloudwatch.LogQueryWidget({
          title: 'Latest failures',
          logGroupNames: [`/aws/lambda/${PRODUCER}`, `/aws/lambda/${CONSUMER}`],
          queryLines: [
            'fields @timestamp, @log, coalesce(message, @message) as text, AWSRequestId, sequenceNumber',
            "filter level in ['ERROR', 'FATAL'] or @message like /Consumer (failed|malformed):|Exception|Task timed out/",
            'sort @timestamp desc',
            'limit 50',
          ],
          width: 24,
          height: 6,
        }),
      ],
    ],
  });
}

const heading = (question) => new cloudwatch.TextWidget({ markdown: `## ${question}`, width: 24, height: 1 });

const graph = (width, title, ...left) => new cloudwatch.GraphWidget({ title, left, width, height: 6 });
