package io.localstream.sender;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.KinesisClientBuilder;

/** Creates Kinesis clients for {@link RecordSender}. */
public final class KinesisClients {
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(5);

  /** The default timeout of a request. */
  public static final Duration LONGEST_REQUEST = CONNECTION_TIMEOUT.plus(SOCKET_TIMEOUT);

  private KinesisClients() {}

  /**
   * Creates a client that does not retry: {@link RecordSender} retries, and two layers of retries
   * would multiply. Credentials come from the SDK's default chain. To use another endpoint than
   * that of the region, set {@code AWS_ENDPOINT_URL}.
   *
   * @param region the stream's region
   * @return the client
   */
  public static KinesisClient create(Region region) {
    return create(region, null, LONGEST_REQUEST);
  }

  /**
   * Creates a client like {@link #create(Region)}, with other credentials.
   *
   * @param region the stream's region
   * @param credentials provides the credentials; null for the SDK's default chain
   * @param longestRequest the maximum duration of a request, from its connection to the last byte
   *     of its response, above 0. The timeout of the socket alone does not end a request whose
   *     response arrives byte by byte
   * @return the client
   */
  public static KinesisClient create(
      Region region, AwsCredentialsProvider credentials, Duration longestRequest) {
    return builder(region, longestRequest)
        .credentialsProvider(credentials)
        .httpClientBuilder(
            Apache5HttpClient.builder()
                .connectionTimeout(CONNECTION_TIMEOUT)
                .socketTimeout(SOCKET_TIMEOUT))
        .build();
  }

  /**
   * Creates a client for priming, like {@link #create(Region)}, which sends nothing. Each {@code
   * PutRecord} receives the response that the stream accepted the record, and each {@code
   * PutRecords} that it accepted {@value CannedResponse#RECORDS} records. The client runs all code
   * except for the network.
   *
   * @param region the stream's region
   * @return the client
   */
  public static KinesisClient unconnected(Region region) {
    return builder(region, LONGEST_REQUEST)
        .httpClient(CannedResponse.httpClient())
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsSessionCredentials.create("none", "none", "none")))
        .build();
  }

  private static KinesisClientBuilder builder(Region region, Duration longestRequest) {
    return KinesisClient.builder()
        .region(region)
        .overrideConfiguration(
            o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(longestRequest));
  }
}
