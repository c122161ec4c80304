import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** The alarms of a stack, and the topic that they notify. */
export class Alarms extends Construct {
  constructor(scope) {
    super(scope, 'Alarms');
    this.topic = new Topic(this, 'Topic', { enforceSSL: true });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }

  addThresholdAlarm(name, description, metric, threshold = 1, evaluationPeriods = 1) {
    this.add(name, {
      alarmDescription: description,
      metric,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold,
      evaluationPeriods,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  addHeartbeatAlarm(name, description, metric) {
    this.add(name, {
      alarmDescription: description,
      metric,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      threshold: 1,
      evaluationPeriods: 3,
      treatMissingData: TreatMissingData.BREACHING,
    });
  }

  add(name, props) {
    const alarm = new Alarm(this, name, { alarmName: name, ...props });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
  }
}

const metric = (namespace, dimension, value, metricName, statistic) =>
  new Metric({
    namespace,
    metricName,
    dimensionsMap: { [dimension]: value },
    statistic,
    period: Duration.minutes(5),
  });

export const lambdaMetric = (functionName, name, statistic = 'Sum') =>
  metric('AWS/Lambda', 'FunctionName', functionName, name, statistic);
export const ofPipeline = (functionName, name, statistic = 'Sum') =>
  metric('KinesisPipeline', 'FunctionName', functionName, name, statistic);
export const ofMapping = (uuid, name) => metric('AWS/Lambda', 'EventSourceMappingUUID', uuid, name, 'Sum');
export const ofStream = (streamName, name) => metric('AWS/Kinesis', 'StreamName', streamName, name, 'Sum');
export const ofRule = (ruleName, name) => metric('AWS/Events', 'RuleName', ruleName, name, 'Sum');
