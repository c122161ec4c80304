package io.kinesispipeline.infra.producer;

import io.kinesispipeline.infra.common.AcceptedFinding;
import io.kinesispipeline.infra.common.Alarms;
import io.kinesispipeline.infra.common.Allow;
import io.kinesispipeline.infra.common.FunctionDefinition;
import io.kinesispipeline.infra.common.FunctionMetrics;
import io.kinesispipeline.infra.common.FunctionStack;
import io.kinesispipeline.infra.common.LoggedFunction;
import io.kinesispipeline.model.Metrics;
import io.kinesispipeline.model.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.Stats;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.amazon.awscdk.services.lambda.destinations.SqsDestination;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.amazon.awscdk.services.sqs.QueuePolicy;
import software.constructs.Construct;

/** The stack of the producer function, with its schedule, its dead-letter queue and its alarms. */
public final class ProducerStack extends FunctionStack {
  private static final String HANDLER = "io.kinesispipeline.producer.ProducerHandler";

  /**
   * The maximum of EventBridge, so that only the maximum event age ends its attempts to invoke
   * Lambda.
   */
  private static final int DELIVERY_ATTEMPTS = 185;

  /** The maximum retention of SQS. */
  private static final Duration QUEUE_RETENTION = Duration.days(14);

  private final ProducerStackProps props;
  private final List<String> alarms;

  /**
   * Defines the stack.
   *
   * @param scope the app
   * @param id the stack's id
   * @param props the settings that the user chooses
   */
  public ProducerStack(Construct scope, String id, ProducerStackProps props) {
    super(scope, id, "Puts events on the stream, on a schedule", props.stack());
    this.props = props;
    Queue deadLetterQueue = deadLetterQueue();
    Alias producer =
        new LoggedFunction(this, "Producer", definition(deadLetterQueue), props.function()).alias();
    retry(producer, deadLetterQueue);
    schedule(producer, deadLetterQueue);
    this.alarms = addAlarms(deadLetterQueue);
    CfnOutput.Builder.create(this, "DeadLetterQueueUrl")
        .description("Scheduled events that could not be processed")
        .value(deadLetterQueue.getQueueUrl())
        .build();
  }

  /**
   * Returns the names of the alarms.
   *
   * @return the names, in the order in which a dashboard shows them
   */
  public List<String> alarms() {
    return alarms;
  }

  private Queue deadLetterQueue() {
    Queue.Builder queue =
        Queue.Builder.create(this, "DeadLetterQueue")
            .retentionPeriod(QUEUE_RETENTION)
            .enforceSsl(true)
            .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    encryptionKey()
        .ifPresentOrElse(
            key -> queue.encryption(QueueEncryption.KMS).encryptionMasterKey(key),
            () -> queue.encryption(QueueEncryption.SQS_MANAGED));
    Queue built = queue.build();
    // Keeps the TLS-only policy for as long as the queue exists.
    ((QueuePolicy) built.getNode().findChild("Policy"))
        .applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    AcceptedFinding.on(
        built,
        "AwsSolutions-SQS3",
        "This queue is itself the dead-letter queue of the schedule and of the function; cdk-nag"
            + " recognizes dead-letter queues of other queues only");
    return built;
  }

  private FunctionDefinition definition(Queue deadLetterQueue) {
    String variable =
        isLookedUpAtDeployment()
            ? Names.STREAM_NAME_VARIABLE
            : Names.STREAM_NAME_PARAMETER_VARIABLE;
    String value = isLookedUpAtDeployment() ? stream().name() : streamNameParameter();
    return new FunctionDefinition(Names.PRODUCER_FUNCTION, HANDLER, "Puts events on the stream")
        .withVersionDescription("Stream: " + value)
        .withEnvironment(
            Map.of(
                variable,
                value,
                Names.EVENTS_PER_INVOCATION_VARIABLE,
                String.valueOf(props.eventsPerInvocation()),
                Names.MAX_RECORD_SIZE_KB_VARIABLE,
                String.valueOf(props.maxRecordSizeKb())))
        .withPermissions(permissions(deadLetterQueue));
  }

  private boolean isLookedUpAtDeployment() {
    return props.streamNameLookup() == StreamNameLookup.DEPLOY;
  }

  private List<PolicyStatement> permissions(Queue deadLetterQueue) {
    List<PolicyStatement> permissions = new ArrayList<>();
    permissions.add(Allow.actions("kinesis:PutRecord", "kinesis:PutRecords").on(stream().arn()));
    permissions.add(Allow.actions("sqs:SendMessage").on(deadLetterQueue.getQueueArn()));
    permissions.addAll(encryptionKeyPermissions("kinesis", "lambda", "sqs"));
    if (!isLookedUpAtDeployment()) {
      permissions.add(Allow.actions("ssm:GetParameter").on(streamNameParameterArn()));
    }
    return permissions;
  }

  private String streamNameParameter() {
    return props.stack().stage().streamNameParameter();
  }

  private String streamNameParameterArn() {
    return formatArn(
        ArnComponents.builder()
            .service("ssm")
            .resource("parameter")
            // The ARN format adds the first slash of the name.
            .resourceName(streamNameParameter().substring(1))
            .build());
  }

  /**
   * Configures retries of failed invocations. EventBridge retries only until Lambda accepts the
   * event.
   */
  private void retry(Alias producer, Queue deadLetterQueue) {
    producer.configureAsyncInvoke(
        EventInvokeConfigOptions.builder()
            .retryAttempts(props.retryAttempts())
            .maxEventAge(props.maximumEventAge())
            .onFailure(new SqsDestination(deadLetterQueue))
            .build());
  }

  private void schedule(Alias producer, Queue deadLetterQueue) {
    Rule.Builder.create(this, "Schedule")
        .ruleName(named(Names.SCHEDULE_RULE))
        .description("Invokes the producer")
        .schedule(Schedule.expression(props.schedule().expression()))
        .targets(
            List.of(
                LambdaFunction.Builder.create(producer)
                    .retryAttempts(DELIVERY_ATTEMPTS)
                    .maxEventAge(props.maximumEventAge())
                    .deadLetterQueue(deadLetterQueue)
                    .build()))
        .build();
  }

  private List<String> addAlarms(Queue deadLetterQueue) {
    Alarms added = new Alarms(this, Names.PRODUCER_FUNCTION, props.alarmEmail());
    FunctionMetrics metrics = new FunctionMetrics(named(Names.PRODUCER_FUNCTION));
    added.addThresholdAlarm(ProducerAlarm.ERRORS, metrics.lambdaMetric("Errors", Stats.SUM), 1);
    added.addThresholdAlarm(ProducerAlarm.FAILED_INVOCATIONS, failedInvocations(), 1);
    added.addDurationAlarm(ProducerAlarm.DURATION, metrics, props.function().timeout(), 1);
    if (props.schedule().supportsHeartbeat()) {
      added.addHeartbeatAlarm(
          ProducerAlarm.SILENT,
          metrics
              .customMetric(Metrics.EVENTS_PRODUCED, Stats.SUM)
              .with(
                  MetricOptions.builder()
                      .period(props.schedule().longestInterval().orElseThrow())
                      .build()));
    }
    added.addThresholdAlarm(
        ProducerAlarm.DEAD_LETTERS,
        deadLetterQueue.metricApproximateNumberOfMessagesVisible(
            MetricOptions.builder().statistic(Stats.MAXIMUM).build()),
        1);
    added.addThresholdAlarm(
        ProducerAlarm.PUT_THROTTLED, stream().sumOf("WriteProvisionedThroughputExceeded"), 1);
    return added.names();
  }

  /**
   * Returns the invocations that EventBridge could not make after its retries. See <a
   * href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html">Monitoring
   * Amazon EventBridge</a>.
   */
  private Metric failedInvocations() {
    return Metric.Builder.create()
        .namespace("AWS/Events")
        .metricName("FailedInvocations")
        .dimensionsMap(Map.of("RuleName", named(Names.SCHEDULE_RULE)))
        .statistic(Stats.SUM)
        .period(FunctionMetrics.PERIOD)
        .build();
  }
}
