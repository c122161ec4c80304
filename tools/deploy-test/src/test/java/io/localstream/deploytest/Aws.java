package io.localstream.deploytest;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The AWS SDK clients of the cloud under test. */
final class Aws implements AutoCloseable {
  private final Cloud cloud;
  private final SdkHttpClient http = Apache5HttpClient.create();

  final CloudFormationClient cloudFormation;
  final CloudWatchClient cloudWatch;
  final CloudWatchLogsClient logs;
  final EventBridgeClient events;
  final IamClient iam;
  final KinesisClient kinesis;
  final LambdaClient lambda;
  final S3Client s3;
  final SnsClient sns;
  final SqsClient sqs;
  final SsmClient ssm;

  Aws(Cloud cloud) {
    this.cloud = cloud;
    cloudFormation = client(CloudFormationClient.builder().httpClient(http));
    cloudWatch = client(CloudWatchClient.builder().httpClient(http));
    logs = client(CloudWatchLogsClient.builder().httpClient(http));
    events = client(EventBridgeClient.builder().httpClient(http));
    iam = client(IamClient.builder().httpClient(http));
    kinesis = client(KinesisClient.builder().httpClient(http));
    lambda = client(LambdaClient.builder().httpClient(http));
    s3 = client(S3Client.builder().httpClient(http).forcePathStyle(cloud.endpoint().isPresent()));
    sns = client(SnsClient.builder().httpClient(http));
    sqs = client(SqsClient.builder().httpClient(http));
    ssm = client(SsmClient.builder().httpClient(http));
  }

  private <C> C client(AwsClientBuilder<?, C> builder) {
    cloud.endpoint().ifPresent(builder::endpointOverride);
    if (cloud.isMiniStack()) {
      builder.credentialsProvider(
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create(MiniStack.KEY, MiniStack.KEY)));
    }
    builder.region(Region.of(cloud.region()));
    return builder.build();
  }

  @Override
  public void close() {
    http.close();
  }
}
