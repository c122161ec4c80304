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

/** Makes the Kinesis client that a {@link RecordSender} works with. */
public final class KinesisClients {
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(5);

  /**
   * How long a request lasts at most, where nothing else is said: the time that a Kinesis which
   * does not answer takes to be given up.
   */
  public static final Duration LONGEST_REQUEST = CONNECTION_TIMEOUT.plus(SOCKET_TIMEOUT);

  private KinesisClients() {}

  /**
   * Makes a client that sends each request once: {@link RecordSender} decides what is sent again,
   * and two layers of retries would multiply. Credentials come from the SDK's default chain; an
   * endpoint other than the region's from {@code AWS_ENDPOINT_URL}.
   *
   * @param region the stream's region
   * @return a new client
   */
  public static KinesisClient create(Region region) {
    return create(region, null, LONGEST_REQUEST);
  }

  /**
   * Makes a client like {@link #create(Region)}'s, with credentials from elsewhere.
   *
   * @param region the stream's region
   * @param credentials provides the credentials; null for the SDK's default chain
   * @param longestRequest how long a request lasts at most, from its connection to the last byte of
   *     its answer, above 0: the socket's own timeout ends none whose answer trickles in
   * @return a new client
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
   * Makes a client like {@link #create(Region)}'s that sends nothing: each {@code PutRecord} gets
   * the response that a stream accepted the record, and each {@code PutRecords} that a stream
   * accepted {@value CannedResponse#RECORDS} records. The client does all that a client does up to
   * the network, so that it is done before a snapshot is taken.
   *
   * @param region the stream's region
   * @return a new client
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
