import { Annotations, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { LogGroup, LogStream, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** A function with its log group, its role and its alias. */
export class LoggedFunction extends Construct {
  constructor(scope, id, { name, description, versionDescription, handler, code, timeout, environment, permissions }) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'LogGroup', {
      logGroupName: `/aws/lambda/${name}`,
      retention: RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new LogStream(this, 'LogStream', {
      logGroup,
      logStreamName: `${name}-stream`,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        FunctionPolicy: new PolicyDocument({
          statements: [
            allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn),
            allow(['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], '*'),
            ...permissions,
          ],
        }),
      },
    });
    const fn = new lambda.Function(this, 'Function', {
      functionName: name,
      description,
      runtime: lambda.Runtime.JAVA_25,
      architecture: lambda.Architecture.ARM_64,
      snapStart: lambda.SnapStartConf.ON_PUBLISHED_VERSIONS,
      handler,
      code,
      memorySize: 512,
      timeout,
      environment: { ...environment, LOG_PAYLOADS: 'true' },
      role: role.withoutPolicyUpdates(),
      logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      applicationLogLevelV2: lambda.ApplicationLogLevel.INFO,
      systemLogLevelV2: lambda.SystemLogLevel.INFO,
      tracing: lambda.Tracing.ACTIVE,
      currentVersionOptions: { description: versionDescription, removalPolicy: RemovalPolicy.RETAIN },
    });
    Annotations.of(fn).acknowledgeWarning('@aws-cdk/aws-lambda:snapStartRequirePublish');
    this.alias = new lambda.Alias(this, 'Alias', { aliasName: 'live', version: fn.currentVersion });
  }
}

export const allow = (actions, resource, conditions) =>
  new PolicyStatement({ actions, resources: [resource], conditions });
