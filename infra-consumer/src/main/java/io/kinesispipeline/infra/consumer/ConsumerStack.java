package io.kinesispipeline.infra.consumer;

import io.kinesispipeline.infra.common.AcceptedFinding;
import io.kinesispipeline.infra.common.Allow;
import io.kinesispipeline.infra.common.FunctionDefinition;
import io.kinesispipeline.infra.common.LoggedFunction;
import io.kinesispipeline.infra.common.PipelineFunction;
import io.kinesispipeline.infra.common.Stage;
import io.kinesispipeline.infra.common.StreamParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kinesis.CfnStreamConsumer;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.DestinationConfigProperty;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.MetricsConfigProperty;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.OnFailureProperty;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.constructs.Construct;

/**
 * The consumer function, the event source mapping that feeds it from the stream, the bucket that
 * keeps the records that it could not process, the alarms, and the dashboard of the whole pipeline.
 */
public final class ConsumerStack extends Stack {
  private static final String DESCRIPTION = "Processes the stream's records";
  private static final String HANDLER = "io.kinesispipeline.consumer.ConsumerHandler";

  /** How long a failed record that was deleted or overwritten can be brought back. */
  private static final Duration OLD_VERSION_RETENTION = Duration.days(7);

  private final ConsumerStackProps props;
  private final Stage stage;
  private final Optional<IKey> key;
  private final StreamParameters stream;

  /**
   * Defines the stack.
   *
   * @param scope the app
   * @param id the stack's id
   * @param props what the user chooses
   */
  public ConsumerStack(Construct scope, String id, ConsumerStackProps props) {
    super(scope, id, props.stack().stackProps(id, DESCRIPTION));
    this.props = props;
    this.stage = props.stack().stage();
    this.key = props.stack().encryptionKey(this);
    this.stream = StreamParameters.in(this, stage);
    Bucket failureBucket = failureBucket();
    Optional<String> streamConsumerArn = streamConsumerArn();
    LoggedFunction consumer =
        new LoggedFunction(
            this, "Consumer", definition(failureBucket, streamConsumerArn), props.function());
    AcceptedFinding.on(
        consumer.role(),
        "AwsSolutions-IAM5",
        "Lambda chooses the names of the objects that it keeps failed records in",
        "Resource::<%s.Arn>/*"
            .formatted(getLogicalId((CfnElement) failureBucket.getNode().getDefaultChild())));
    MappingMetrics mapping =
        mapEventSource(consumer.alias(), streamConsumerArn.orElse(stream.arn()), failureBucket);
    new ConsumerAlarms(this, key, props).add(stream, mapping);
    new PipelineDashboard(
        this, stage, stream.name(), props.dashboardAlarms(), props.latencyAlarm(), mapping);
    CfnOutput.Builder.create(this, "FailureBucketName")
        .description("Records that could not be processed")
        .value(failureBucket.getBucketName())
        .build();
  }

  /**
   * Has a generated name, so that the one that a destroyed stack left behind is in nobody's way.
   */
  private Bucket failureBucket() {
    Bucket.Builder bucket =
        Bucket.Builder.create(this, "FailureBucket")
            .enforceSsl(true)
            .versioned(true)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .lifecycleRules(
                List.of(
                    LifecycleRule.builder()
                        .expiration(props.failureRetention())
                        .noncurrentVersionExpiration(OLD_VERSION_RETENTION)
                        .abortIncompleteMultipartUploadAfter(Duration.days(1))
                        .build()))
            .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    key.ifPresentOrElse(
        k -> bucket.encryption(BucketEncryption.KMS).encryptionKey(k).bucketKeyEnabled(true),
        () -> bucket.encryption(BucketEncryption.S3_MANAGED));
    Bucket built = bucket.build();
    // Keeps the TLS-only policy for as long as the bucket exists.
    built.getPolicy().applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    AcceptedFinding.on(
        built,
        "AwsSolutions-S1",
        "Only Lambda writes to it, and people who mend failures read it: CloudTrail's data events can"
            + " record both; a bucket of access logs would need the same again for itself");
    return built;
  }

  /** The mapping's own reader of the stream, where it is not to share what a shard delivers. */
  private Optional<String> streamConsumerArn() {
    if (!props.eventSource().enhancedFanOut()) {
      return Optional.empty();
    }
    return Optional.of(
        CfnStreamConsumer.Builder.create(this, "StreamConsumer")
            .consumerName(PipelineFunction.CONSUMER.nameIn(stage))
            .streamArn(stream.arn())
            .build()
            .getAttrConsumerArn());
  }

  private FunctionDefinition definition(Bucket failureBucket, Optional<String> streamConsumerArn) {
    return new FunctionDefinition(
        PipelineFunction.CONSUMER.nameIn(stage),
        DESCRIPTION,
        DESCRIPTION,
        HANDLER,
        Map.of(),
        permissions(failureBucket, streamConsumerArn),
        key,
        props.stack().removal());
  }

  /**
   * What the mapping needs, which acts under the function's role.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html">Permissions
   *     to read a stream</a>
   */
  private List<PolicyStatement> permissions(
      Bucket failureBucket, Optional<String> streamConsumerArn) {
    List<PolicyStatement> permissions = new ArrayList<>();
    permissions.add(
        Allow.actions(
                "kinesis:DescribeStream",
                "kinesis:DescribeStreamSummary",
                "kinesis:GetRecords",
                "kinesis:GetShardIterator",
                "kinesis:ListShards")
            .on(stream.arn()));
    streamConsumerArn.ifPresent(
        arn -> permissions.add(Allow.actions("kinesis:SubscribeToShard").on(arn)));
    permissions.add(
        inThisAccount(Allow.actions("s3:PutObject").on(failureBucket.arnForObjects("*"))));
    permissions.add(inThisAccount(Allow.actions("s3:ListBucket").on(failureBucket.getBucketArn())));
    props
        .stack()
        .encryptionKeyArn()
        .ifPresent(
            arn ->
                permissions.add(
                    Allow.actions("kms:Decrypt", "kms:GenerateDataKey")
                        .onKey(arn, getRegion(), "kinesis", "lambda", "s3")));
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
  private MappingMetrics mapEventSource(Alias consumer, String sourceArn, Bucket failureBucket) {
    EventSourceSettings settings = props.eventSource();
    CfnEventSourceMapping mapping =
        CfnEventSourceMapping.Builder.create(this, "EventSource")
            .functionName(consumer.getFunctionArn())
            .eventSourceArn(sourceArn)
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
                        OnFailureProperty.builder()
                            .destination(failureBucket.getBucketArn())
                            .build())
                    .build())
            .metricsConfig(MetricsConfigProperty.builder().metrics(List.of("EventCount")).build())
            .build();
    return new MappingMetrics(mapping.getRef());
  }
}
