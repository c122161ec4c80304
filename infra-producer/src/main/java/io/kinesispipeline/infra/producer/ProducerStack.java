package io.kinesispipeline.infra.producer;

import io.kinesispipeline.infra.common.Allow;
import io.kinesispipeline.infra.common.FunctionDefinition;
import io.kinesispipeline.infra.common.LoggedFunction;
import io.kinesispipeline.infra.common.StreamParameters;
import io.kinesispipeline.model.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.amazon.awscdk.services.lambda.destinations.SqsDestination;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.amazon.awscdk.services.sqs.QueuePolicy;
import software.constructs.Construct;

/** The producer function, the schedule that invokes it, and the queue that keeps what failed. */
public final class ProducerStack extends Stack {
  private static final String FUNCTION_NAME = "producer-lambda";
  private static final String HANDLER = "io.kinesispipeline.producer.ProducerHandler";
  private static final String RULE_NAME = "ScheduleProducer";

  /**
   * The most that EventBridge takes, so that only the event's age ends its attempts to reach
   * Lambda.
   */
  private static final int DELIVERY_ATTEMPTS = 185;

  /** The longest that SQS keeps a message. */
  private static final Duration QUEUE_RETENTION = Duration.days(14);

  /**
   * Defines the stack.
   *
   * @param scope the app
   * @param id the stack's name
   * @param props what the user chooses
   */
  public ProducerStack(Construct scope, String id, ProducerStackProps props) {
    super(
        scope,
        id,
        StackProps.builder().description("Puts events on the stream, on a schedule").build());
    Queue deadLetterQueue = deadLetterQueue(props);
    Alias producer =
        new LoggedFunction(this, "Producer", definition(props, deadLetterQueue), props.function())
            .alias();
    retry(producer, deadLetterQueue, props);
    schedule(producer, deadLetterQueue, props);
    CfnOutput.Builder.create(this, "DeadLetterQueueUrl")
        .description("Scheduled events that could not be handled")
        .value(deadLetterQueue.getQueueUrl())
        .build();
  }

  private Queue deadLetterQueue(ProducerStackProps props) {
    Queue.Builder queue =
        Queue.Builder.create(this, "DeadLetterQueue")
            .retentionPeriod(QUEUE_RETENTION)
            .enforceSsl(true)
            .removalPolicy(RemovalPolicy.RETAIN);
    props
        .failureKeyArn()
        .ifPresentOrElse(
            arn -> queue.encryptionMasterKey(Key.fromKeyArn(this, "FailureKey", arn)),
            () -> queue.encryption(QueueEncryption.SQS_MANAGED));
    Queue built = queue.build();
    // What refuses plain HTTP stays with what it protects.
    ((QueuePolicy) built.getNode().findChild("Policy")).applyRemovalPolicy(RemovalPolicy.RETAIN);
    return built;
  }

  private FunctionDefinition definition(ProducerStackProps props, Queue deadLetterQueue) {
    String stream = streamEnvironmentValue(props.streamNameLookup());
    return new FunctionDefinition(
        FUNCTION_NAME,
        "Puts events on the stream",
        "Stream: " + stream,
        HANDLER,
        Map.of(
            streamVariable(props.streamNameLookup()),
            stream,
            Names.EVENTS_PER_INVOCATION_VARIABLE,
            String.valueOf(props.eventsPerInvocation())),
        permissions(props, deadLetterQueue));
  }

  private static String streamVariable(StreamNameLookup lookup) {
    return lookup == StreamNameLookup.DEPLOY
        ? Names.STREAM_NAME_VARIABLE
        : Names.STREAM_NAME_PARAMETER_VARIABLE;
  }

  private String streamEnvironmentValue(StreamNameLookup lookup) {
    return lookup == StreamNameLookup.DEPLOY
        ? StreamParameters.streamName(this)
        : Names.STREAM_NAME_PARAMETER;
  }

  private List<PolicyStatement> permissions(ProducerStackProps props, Queue deadLetterQueue) {
    List<PolicyStatement> permissions = new ArrayList<>();
    permissions.add(
        Allow.actions("kinesis:PutRecord", "kinesis:PutRecords")
            .on(StreamParameters.streamArn(this)));
    permissions.add(Allow.actions("sqs:SendMessage").on(deadLetterQueue.getQueueArn()));
    props
        .failureKeyArn()
        .ifPresent(
            arn -> permissions.add(Allow.actions("kms:Decrypt", "kms:GenerateDataKey").on(arn)));
    if (props.streamNameLookup() == StreamNameLookup.RUNTIME) {
      permissions.add(Allow.actions("ssm:GetParameter").on(streamNameParameterArn()));
    }
    return permissions;
  }

  private String streamNameParameterArn() {
    return formatArn(
        ArnComponents.builder()
            .service("ssm")
            .resource("parameter")
            // The name's first slash is the one that the format puts before it.
            .resourceName(Names.STREAM_NAME_PARAMETER.substring(1))
            .build());
  }

  /** For what the function fails on: EventBridge has handed the event to Lambda by then. */
  private void retry(Alias producer, Queue deadLetterQueue, ProducerStackProps props) {
    producer.configureAsyncInvoke(
        EventInvokeConfigOptions.builder()
            .retryAttempts(props.retryAttempts())
            .maxEventAge(props.maximumEventAge())
            .onFailure(new SqsDestination(deadLetterQueue))
            .build());
  }

  private void schedule(Alias producer, Queue deadLetterQueue, ProducerStackProps props) {
    Rule.Builder.create(this, "Schedule")
        .ruleName(RULE_NAME)
        .description("Invokes the producer")
        .schedule(Schedule.expression(props.schedule()))
        .targets(
            List.of(
                LambdaFunction.Builder.create(producer)
                    .retryAttempts(DELIVERY_ATTEMPTS)
                    .maxEventAge(props.maximumEventAge())
                    .deadLetterQueue(deadLetterQueue)
                    .build()))
        .build();
  }
}
