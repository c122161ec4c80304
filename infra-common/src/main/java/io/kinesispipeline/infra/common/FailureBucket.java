package io.kinesispipeline.infra.common;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;

/**
 * The bucket that keeps the records that a consumer could not process. Lambda puts one object there
 * for each batch that it discards: a JSON document with the reason, where the batch was on the
 * stream, and the {@code payload}, which is the invocation's event as a JSON string (not as an
 * object). See <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">Retain
 * discarded batch records</a>.
 *
 * <p>The bucket has a generated name, so that a bucket that a destroyed stack left behind does not
 * make the next deployment fail.
 */
final class FailureBucket {
  /** How long you can restore a failed record that was deleted or overwritten. */
  private static final Duration OLD_VERSION_RETENTION = Duration.days(7);

  private final FunctionStack stack;
  private final Bucket bucket;

  FailureBucket(FunctionStack stack, Duration retention) {
    this.stack = stack;
    this.bucket = bucket(retention);
  }

  String arn() {
    return bucket.getBucketArn();
  }

  private Bucket bucket(Duration retention) {
    Bucket.Builder builder =
        Bucket.Builder.create(stack, "FailureBucket")
            .enforceSsl(true)
            .versioned(true)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .lifecycleRules(
                List.of(
                    LifecycleRule.builder()
                        .expiration(retention)
                        .noncurrentVersionExpiration(OLD_VERSION_RETENTION)
                        .abortIncompleteMultipartUploadAfter(Duration.days(1))
                        .build()))
            .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    stack
        .encryptionKey()
        .ifPresentOrElse(
            key ->
                builder.encryption(BucketEncryption.KMS).encryptionKey(key).bucketKeyEnabled(true),
            () -> builder.encryption(BucketEncryption.S3_MANAGED));
    Bucket built = builder.build();
    // Keeps the TLS-only policy for as long as the bucket exists.
    built.getPolicy().applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    AcceptedFinding.on(
        built,
        "AwsSolutions-S1",
        "Only Lambda writes to this bucket, and only operators read it. CloudTrail data events can"
            + " record both. A bucket for access logs would itself need access logs");
    return built;
  }

  /** Returns the permissions of the event source mapping, which uses the function's role. */
  List<PolicyStatement> permissions() {
    return List.of(
        inThisAccount(Allow.actions("s3:PutObject").on(bucket.arnForObjects("*"))),
        inThisAccount(Allow.actions("s3:ListBucket").on(bucket.getBucketArn())));
  }

  /**
   * Limits the permission to buckets of this account. After a bucket is deleted, another account
   * can create one with the same name; it must not receive the records. See <a
   * href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">On-failure
   * destinations</a>.
   */
  private PolicyStatement inThisAccount(PolicyStatement statement) {
    statement.addCondition("StringEquals", Map.of("aws:ResourceAccount", stack.getAccount()));
    return statement;
  }

  void acceptWildcardObjectNames(Role role) {
    AcceptedFinding.on(
        role,
        "AwsSolutions-IAM5",
        "Lambda chooses the keys of the objects that it writes failed records to",
        "Resource::<%s.Arn>/*"
            .formatted(stack.getLogicalId((CfnElement) bucket.getNode().getDefaultChild())));
  }

  void outputName() {
    CfnOutput.Builder.create(stack, "FailureBucketName")
        .description(
            "Records that could not be processed; each object's payload is the invocation event as"
                + " a JSON string")
        .value(bucket.getBucketName())
        .build();
  }
}
