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
 * A function that processes the stream's records, with its event source mapping, its failure bucket
 * and its alarms.
 *
 * <p>The resources are in the scope of the stack itself, so a stack can have only one such
 * function.
 */
public final class ConsumerFunction {
  private final FunctionStack stack;
  private final ConsumerFunctionProps props;
  private final Optional<MappingMetrics> mapping;
  private final List<String> alarms;

  /**
   * Defines the function and its resources.
   *
   * @param stack the stack, which has no other consumer
   * @param props the function, its settings and its alarm texts
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
    failureBucket.acceptWildcardObjectNames(function.role());
    String sourceArn = streamConsumerArn.orElse(stack.stream().arn());
    this.mapping =
        props.settings().eventSource().mapped()
            ? Optional.of(mapEventSource(function.alias(), sourceArn, failureBucket.arn()))
            : Optional.empty();
    ConsumerAlarms added = new ConsumerAlarms(stack, props);
    this.alarms = added.add(metrics(), mapping);
    props
        .settings()
        .deployment()
        .codeDeployName()
        .ifPresent(
            name ->
                new GradualDeployment(stack, function.alias(), name, added.stoppingDeployments()));
    failureBucket.outputName();
  }

  /**
   * Returns the function's metrics.
   *
   * @return the metrics over all versions
   */
  public FunctionMetrics metrics() {
    return new FunctionMetrics(stack.named(props.definition().name()));
  }

  /**
   * Returns the event source mapping's metrics.
   *
   * @return its event counts; empty if there is no mapping
   */
  public Optional<MappingMetrics> mapping() {
    return mapping;
  }

  /**
   * Returns the names of the alarms.
   *
   * @return the names, in the order in which a dashboard shows them
   */
  public List<String> alarms() {
    return alarms;
  }

  /**
   * Returns the threshold of the latency alarm.
   *
   * @return the iterator age at which it fires
   */
  public Duration latencyAlarm() {
    return props.settings().latencyAlarm();
  }

  /**
   * Returns the ARN of the stream consumer that enhanced fan-out needs; empty without enhanced
   * fan-out.
   */
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
   * Returns the permissions of the event source mapping, which uses the function's role.
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

  /**
   * Uses the L1 construct, because the L2 event source for Kinesis grants more than the mapping
   * needs.
   */
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
