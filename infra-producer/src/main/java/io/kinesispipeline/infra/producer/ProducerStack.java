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

/**
 * The producer function, the schedule that invokes it, the queue that keeps what failed, and the
 * alarms.
 */
public final class ProducerStack extends FunctionStack {
  private static final String HANDLER = "io.kinesispipeline.producer.ProducerHandler";

  /**
   * The most that EventBridge takes, so that only the event's age ends its attempts to reach
   * Lambda.
   */
  private static final int DELIVERY_ATTEMPTS = 185;

  /** The longest that SQS keeps a message. */
  private static final Duration QUEUE_RETENTION = Duration.days(14);

  private final ProducerStackProps props;
  private final List<String> alarms;

  /**
   * Defines the stack.
   *
   * @param scope the app
   * @param id the stack's id
   * @param props what the user chooses
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
        .description("Scheduled events that could not be handled")
        .value(deadLetterQueue.getQueueUrl())
        .build();
  }

  /**
   * The names of its alarms.
   *
   * @return in the order in which a dashboard shows them
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
        "It is the dead-letter queue of the schedule and of the function; cdk-nag knows those of queues only");
    return built;
  }

  private FunctionDefinition definition(Queue deadLetterQueue) {
    String variable =
        looksUpWhenDeployed() ? Names.STREAM_NAME_VARIABLE : Names.STREAM_NAME_PARAMETER_VARIABLE;
    String value = looksUpWhenDeployed() ? stream().name() : streamNameParameter();
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

  private boolean looksUpWhenDeployed() {
    return props.streamNameLookup() == StreamNameLookup.DEPLOY;
  }

  private List<PolicyStatement> permissions(Queue deadLetterQueue) {
    List<PolicyStatement> permissions = new ArrayList<>();
    permissions.add(Allow.actions("kinesis:PutRecord", "kinesis:PutRecords").on(stream().arn()));
    permissions.add(Allow.actions("sqs:SendMessage").on(deadLetterQueue.getQueueArn()));
    permissions.addAll(encryptionKeyPermissions("kinesis", "lambda", "sqs"));
    if (!looksUpWhenDeployed()) {
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
            // The name's first slash is the one that the format puts before it.
            .resourceName(streamNameParameter().substring(1))
            .build());
  }

  /** For what the function fails on: EventBridge has handed the event to Lambda by then. */
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
    added.onTooMuch(ProducerAlarm.ERRORS, metrics.ofLambda("Errors", Stats.SUM), 1);
    added.onTooMuch(ProducerAlarm.FAILED_INVOCATIONS, failedInvocations(), 1);
    added.onSlow(ProducerAlarm.DURATION, metrics, props.function().timeout(), 1);
    if (props.schedule().isHeartbeat()) {
      added.onSilence(
          ProducerAlarm.SILENT,
          metrics
              .ofItsOwn(Metrics.EVENTS_PRODUCED, Stats.SUM)
              .with(
                  MetricOptions.builder()
                      .period(props.schedule().longestInterval().orElseThrow())
                      .build()));
    }
    added.onTooMuch(
        ProducerAlarm.DEAD_LETTERS,
        deadLetterQueue.metricApproximateNumberOfMessagesVisible(
            MetricOptions.builder().statistic(Stats.MAXIMUM).build()),
        1);
    added.onTooMuch(
        ProducerAlarm.PUT_THROTTLED, stream().sumOf("WriteProvisionedThroughputExceeded"), 1);
    return added.names();
  }

  /**
   * Those of the rule that EventBridge gave up. See <a
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
