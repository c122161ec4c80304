package io.localstream.engine;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Makes clients of the endpoints on this machine. */
public final class KinesisClients {
  private KinesisClients() {}

  /**
   * Makes a client.
   *
   * @param endpoint a Kinesis endpoint on this machine
   * @param region the region that requests name
   * @param accessKeyId who the caller is, to the AWS endpoint
   * @return a client that the caller closes
   */
  public static KinesisClient create(URI endpoint, String region, String accessKeyId) {
    return KinesisClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "local")))
        .build();
  }
}
