package io.kinesispipeline.local.console;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Makes clients of the endpoints on this machine. */
final class KinesisClients {
  private KinesisClients() {}

  /** A client that signs as the caller whose access key id is given. */
  static KinesisClient create(URI endpoint, String region, String accessKeyId) {
    return KinesisClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "local")))
        .build();
  }
}
