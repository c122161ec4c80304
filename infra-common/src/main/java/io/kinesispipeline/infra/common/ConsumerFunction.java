package io.kinesispipeline.infra.common;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kinesis.CfnStreamConsumer;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.DestinationConfigProperty;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.FilterCriteriaProperty;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.FilterProperty;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.MetricsConfigProperty;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.OnFailureProperty;

/**
 * A function that processes the stream's records, the event source mapping that feeds it, the
 * bucket that keeps the records that it could not process, and the alarms.
 *
 * <p>They are in the stack's own scope: a stack has one such function.
 */
public final class ConsumerFunction {
  private final FunctionStack stack;
  private final ConsumerFunctionProps props;
  private final Optional<MappingMetrics> mapping;
  private final List<String> alarms;

  /**
   * Defines the function and all that belongs to it.
   *
   * @param stack the stack; a stack has one
   * @param props what it is made of
   */
  public ConsumerFunction(FunctionStack stack, ConsumerFunctionProps props) {
    this.stack = stack;
    this.props = props;
    FailureBucket failureBucket = new FailureBucket(stack, props.settings().failureRetention());
    Optional<String> streamConsumerArn = streamConsumerArn();
    LoggedFunction function =
        new LoggedFunction(
            stack,
            "Consumer",
            props.definition().withPermissions(permissions(failureBucket, streamConsumerArn)),
            props.settings().function());
    failureBucket.acceptObjectsOfAnyName(function.role());
    String sourceArn = streamConsumerArn.orElse(stack.stream().arn());
    this.mapping =
        props.settings().eventSource().mapped()
            ? Optional.of(mapEventSource(function.alias(), sourceArn, failureBucket.arn()))
            : Optional.empty();
    this.alarms = new ConsumerAlarms(stack, props).add(metrics(), mapping);
    failureBucket.outputName();
  }

  /**
   * The function's metrics.
   *
   * @return those of all its versions
   */
  public FunctionMetrics metrics() {
    return new FunctionMetrics(stack.named(props.definition().name()));
  }

  /**
   * The event source mapping's metrics.
   *
   * @return its event counts; empty where there is no mapping
   */
  public Optional<MappingMetrics> mapping() {
    return mapping;
  }

  /**
   * The names of its alarms.
   *
   * @return in the order in which a dashboard shows them
   */
  public List<String> alarms() {
    return alarms;
  }

  /**
   * When its first alarm fires.
   *
   * @return the age of a record on the stream
   */
  public Duration latencyAlarm() {
    return props.settings().latencyAlarm();
  }

  /** The mapping's own reader of the stream, where it is not to share what a shard delivers. */
  private Optional<String> streamConsumerArn() {
    if (!props.settings().eventSource().enhancedFanOut()) {
      return Optional.empty();
    }
    return Optional.of(
        CfnStreamConsumer.Builder.create(stack, "StreamConsumer")
            .consumerName(stack.named(props.definition().name()))
            .streamArn(stack.stream().arn())
            .build()
            .getAttrConsumerArn());
  }

  /**
   * What the mapping needs, which acts under the function's role.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html">Permissions
   *     to read a stream</a>
   */
  private List<PolicyStatement> permissions(
      FailureBucket failureBucket, Optional<String> streamConsumerArn) {
    List<PolicyStatement> permissions = new ArrayList<>();
    permissions.add(
        Allow.actions(
                "kinesis:DescribeStream",
                "kinesis:DescribeStreamSummary",
                "kinesis:GetRecords",
                "kinesis:GetShardIterator",
                "kinesis:ListShards")
            .on(stack.stream().arn()));
    streamConsumerArn.ifPresent(
        arn -> permissions.add(Allow.actions("kinesis:SubscribeToShard").on(arn)));
    permissions.addAll(failureBucket.permissions());
    permissions.addAll(stack.encryptionKeyPermissions("kinesis", "lambda", "s3"));
    return permissions;
  }

  /** Written out: the higher-level construct for Kinesis grants more than the mapping needs. */
  private MappingMetrics mapEventSource(
      Alias function, String sourceArn, String failureDestination) {
    EventSourceSettings settings = props.settings().eventSource();
    CfnEventSourceMapping.Builder eventSource =
        CfnEventSourceMapping.Builder.create(stack, "EventSource")
            .functionName(function.getFunctionArn())
            .eventSourceArn(sourceArn)
            .startingPosition(settings.startingPosition().position().name())
            .batchSize(settings.batchSize())
            .maximumBatchingWindowInSeconds(settings.batchingWindow().toSeconds())
            .parallelizationFactor(settings.parallelizationFactor())
            .functionResponseTypes(List.of("ReportBatchItemFailures"))
            .bisectBatchOnFunctionError(true)
            .maximumRetryAttempts(settings.maximumRetryAttempts())
            .maximumRecordAgeInSeconds(settings.maximumRecordAge().toSeconds())
            .destinationConfig(
                DestinationConfigProperty.builder()
                    .onFailure(OnFailureProperty.builder().destination(failureDestination).build())
                    .build())
            .metricsConfig(MetricsConfigProperty.builder().metrics(List.of("EventCount")).build());
    settings
        .startingPosition()
        .timestampSeconds()
        .ifPresent(eventSource::startingPositionTimestamp);
    if (!settings.filterPatterns().isEmpty()) {
      eventSource.filterCriteria(filterCriteria(settings.filterPatterns()));
    }
    return new MappingMetrics(eventSource.build().getRef());
  }

  private static FilterCriteriaProperty filterCriteria(List<String> patterns) {
    return FilterCriteriaProperty.builder()
        .filters(
            patterns.stream()
                .map(pattern -> FilterProperty.builder().pattern(pattern).build())
                .toList())
        .build();
  }
}
