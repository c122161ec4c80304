package io.localstream.deploytest;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The AWS SDK clients of a caller at the endpoint of a local run. */
final class ServiceClients implements AutoCloseable {
  static final Region REGION = Region.US_EAST_1;

  private final URI endpoint;
  private final AwsCredentialsProvider credentials;
  private final SdkHttpClient http = Apache5HttpClient.create();

  final DynamoDbClient dynamoDb;
  final S3Client s3;
  final S3Presigner s3Presigner;
  final SecretsManagerClient secrets;
  final SnsClient sns;
  final SqsClient sqs;

  ServiceClients(URI endpoint, String accessKeyId) {
    this.endpoint = endpoint;
    this.credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "local"));
    dynamoDb = client(DynamoDbClient.builder());
    s3 = client(S3Client.builder());
    s3Presigner =
        S3Presigner.builder()
            .endpointOverride(endpoint)
            .region(REGION)
            .credentialsProvider(credentials)
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .build();
    secrets = client(SecretsManagerClient.builder());
    sns = client(SnsClient.builder());
    sqs = client(SqsClient.builder());
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    return builder
        .httpClient(http)
        .endpointOverride(endpoint)
        .region(REGION)
        .credentialsProvider(credentials)
        .build();
  }

  @Override
  public void close() {
    s3Presigner.close();
    http.close();
  }
}
