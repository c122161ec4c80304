package io.kinesispipeline.infra.consumer;

import io.kinesispipeline.infra.common.Allow;
import io.kinesispipeline.infra.common.FunctionDefinition;
import io.kinesispipeline.infra.common.LoggedFunction;
import io.kinesispipeline.infra.common.StreamParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.DestinationConfigProperty;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.MetricsConfigProperty;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.OnFailureProperty;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.MetricFilter;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.constructs.Construct;

/**
 * The consumer function, the event source mapping that feeds it from the stream, and the bucket
 * that keeps the records that it could not process.
 */
public final class ConsumerStack extends Stack {
  private static final String DESCRIPTION = "Processes the stream's records";
  private static final String FUNCTION_NAME = "consumer-lambda";
  private static final String METRIC_NAMESPACE = "KinesisPipeline";
  private static final String HANDLER = "io.kinesispipeline.consumer.ConsumerHandler";

  /**
   * Defines the stack.
   *
   * @param scope the app
   * @param id the stack's name
   * @param props what the user chooses
   */
  public ConsumerStack(Construct scope, String id, ConsumerStackProps props) {
    super(scope, id, StackProps.builder().description(DESCRIPTION).build());
    String streamArn = StreamParameters.streamArn(this);
    Bucket failureBucket = failureBucket(props);
    FunctionDefinition definition =
        new FunctionDefinition(
            FUNCTION_NAME,
            DESCRIPTION,
            DESCRIPTION,
            HANDLER,
            Map.of(),
            permissions(props, streamArn, failureBucket));
    LoggedFunction consumer = new LoggedFunction(this, "Consumer", definition, props.function());
    countLines(consumer.logGroup(), "MalformedRecords", "Consumer malformed:");
    countLines(consumer.logGroup(), "FailedRecords", "Consumer failed:");
    mapEventSource(consumer.alias(), streamArn, failureBucket, props.eventSource());
    CfnOutput.Builder.create(this, "FailureBucketName")
        .description("Records that could not be processed")
        .value(failureBucket.getBucketName())
        .build();
  }

  /**
   * Has a generated name, so that the one that a destroyed stack left behind is in nobody's way.
   */
  private Bucket failureBucket(ConsumerStackProps props) {
    Bucket.Builder bucket =
        Bucket.Builder.create(this, "FailureBucket")
            .enforceSsl(true)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .lifecycleRules(
                List.of(
                    LifecycleRule.builder()
                        .expiration(props.failureRetention())
                        .abortIncompleteMultipartUploadAfter(Duration.days(1))
                        .build()))
            .removalPolicy(RemovalPolicy.RETAIN);
    props
        .failureKeyArn()
        .ifPresentOrElse(
            arn ->
                bucket
                    .encryption(BucketEncryption.KMS)
                    .encryptionKey(Key.fromKeyArn(this, "FailureKey", arn))
                    .bucketKeyEnabled(true),
            () -> bucket.encryption(BucketEncryption.S3_MANAGED));
    Bucket built = bucket.build();
    // What refuses plain HTTP stays with what it protects.
    built.getPolicy().applyRemovalPolicy(RemovalPolicy.RETAIN);
    return built;
  }

  /**
   * Makes a metric of the log's lines that begin with a text: one for each delivery of such a
   * record.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html">
   *     Filter pattern syntax</a>
   */
  private void countLines(LogGroup logGroup, String metricName, String beginning) {
    MetricFilter.Builder.create(this, metricName)
        .logGroup(logGroup)
        .filterPattern(FilterPattern.literal("%^" + beginning + "%"))
        .metricNamespace(METRIC_NAMESPACE)
        .metricName(metricName)
        .metricValue("1")
        .defaultValue(0)
        .build();
  }

  private List<PolicyStatement> permissions(
      ConsumerStackProps props, String streamArn, Bucket failureBucket) {
    List<PolicyStatement> permissions = new ArrayList<>();
    permissions.add(
        Allow.actions(
                "kinesis:DescribeStream",
                "kinesis:DescribeStreamSummary",
                "kinesis:GetRecords",
                "kinesis:GetShardIterator",
                "kinesis:ListShards")
            .on(streamArn));
    permissions.add(
        inThisAccount(Allow.actions("s3:PutObject").on(failureBucket.arnForObjects("*"))));
    permissions.add(inThisAccount(Allow.actions("s3:ListBucket").on(failureBucket.getBucketArn())));
    props
        .failureKeyArn()
        .ifPresent(arn -> permissions.add(Allow.actions("kms:GenerateDataKey").on(arn)));
    return permissions;
  }

  /**
   * A bucket's name is free again once it is deleted: whoever takes it then must not receive our
   * records. See <a
   * href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">On-failure
   * destinations</a>.
   */
  private PolicyStatement inThisAccount(PolicyStatement statement) {
    statement.addCondition("StringEquals", Map.of("aws:ResourceAccount", getAccount()));
    return statement;
  }

  /** Written out: the higher-level construct for Kinesis grants more than the mapping needs. */
  private void mapEventSource(
      Alias consumer, String streamArn, Bucket failureBucket, EventSourceSettings settings) {
    CfnEventSourceMapping.Builder.create(this, "EventSource")
        .functionName(consumer.getFunctionArn())
        .eventSourceArn(streamArn)
        .startingPosition(settings.startingPosition().name())
        .batchSize(settings.batchSize())
        .maximumBatchingWindowInSeconds(settings.batchingWindow().toSeconds())
        .parallelizationFactor(settings.parallelizationFactor())
        .functionResponseTypes(List.of("ReportBatchItemFailures"))
        .bisectBatchOnFunctionError(true)
        .maximumRetryAttempts(settings.maximumRetryAttempts())
        .maximumRecordAgeInSeconds(settings.maximumRecordAge().toSeconds())
        .destinationConfig(
            DestinationConfigProperty.builder()
                .onFailure(
                    OnFailureProperty.builder().destination(failureBucket.getBucketArn()).build())
                .build())
        .metricsConfig(MetricsConfigProperty.builder().metrics(List.of("EventCount")).build())
        .build();
  }
}
