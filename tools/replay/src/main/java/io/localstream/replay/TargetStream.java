package io.localstream.replay;

import io.localstream.sender.KinesisClients;
import io.localstream.sender.RecordSender;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * A stream that exists, and how to reach it.
 *
 * @param kinesis a client that does not retry
 * @param place where the stream is, for messages
 * @param maxRecordBytes the maximum size of a record's data and partition key together
 */
record TargetStream(KinesisClient kinesis, String name, String place, int maxRecordBytes)
    implements AutoCloseable {
  /** The endpoint of a run without the option {@code --port}. */
  private static final URI DEFAULT_ENDPOINT = URI.create("http://127.0.0.1:4570");

  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(60);

  /**
   * Connects to a stream of the run in progress.
   *
   * @param folder the folder to which the run writes the file {@code endpoint}
   * @param stream the stream's name; null for the only one
   */
  static TargetStream ofRun(Path folder, String stream) {
    URI endpoint = endpoint(folder.resolve("endpoint"));
    KinesisClient kinesis =
        KinesisClient.builder()
            .endpointOverride(endpoint)
            // A run accepts any region, and treats a caller that is not a function as the
            // developer.
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .overrideConfiguration(
                o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(LONGEST_REQUEST))
            // A proxy cannot reach this machine's loopback address.
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .proxyConfiguration(
                        ProxyConfiguration.builder()
                            .useEnvironmentVariableValues(false)
                            .useSystemPropertyValues(false)
                            .build()))
            .build();
    return connect(
        kinesis,
        stream,
        "the local run at " + endpoint,
        "no local run answers at %s: start one with npm start, or name the folder of its token with --run"
            .formatted(endpoint));
  }

  private static URI endpoint(Path file) {
    try {
      return Files.exists(file) ? URI.create(Files.readString(file).strip()) : DEFAULT_ENDPOINT;
    } catch (IOException | IllegalArgumentException e) {
      throw new ReplayException("cannot read the run's endpoint in " + file + ": " + e, e);
    }
  }

  /**
   * Connects to a stream on AWS.
   *
   * @param stream the stream's name; null for the only one
   */
  static TargetStream onAws(String stream) {
    Region region;
    String account;
    try {
      region = DefaultAwsRegionProviderChain.builder().build().getRegion();
      account = account();
    } catch (SdkException e) {
      throw new ReplayException("no access to AWS: " + e.getMessage(), e);
    }
    return connect(
        KinesisClients.create(region, null, LONGEST_REQUEST),
        stream,
        "account %s, region %s".formatted(account, region),
        "cannot reach Kinesis in " + region);
  }

  private static String account() {
    try (StsClient sts =
        StsClient.builder().httpClientBuilder(Apache5HttpClient.builder()).build()) {
      return sts.getCallerIdentity().account();
    }
  }

  private static TargetStream connect(
      KinesisClient kinesis, String stream, String place, String unreachable) {
    try {
      String name = stream != null ? stream : onlyStream(kinesis, place);
      Integer maxKiB =
          kinesis
              .describeStreamSummary(r -> r.streamName(name))
              .streamDescriptionSummary()
              .maxRecordSizeInKiB();
      int maxBytes = maxKiB == null ? RecordSender.RECORD_BYTES : maxKiB * 1024;
      return new TargetStream(kinesis, name, place, maxBytes);
    } catch (ResourceNotFoundException e) {
      throw failed(kinesis, "there is no stream %s in %s".formatted(stream, place), e);
    } catch (ReplayException e) {
      throw failed(kinesis, e.getMessage(), e);
    } catch (SdkException e) {
      throw failed(kinesis, unreachable + " (" + e.getMessage() + ")", e);
    }
  }

  private static ReplayException failed(KinesisClient kinesis, String sentence, Exception cause) {
    kinesis.close();
    return new ReplayException(sentence, cause);
  }

  private static String onlyStream(KinesisClient kinesis, String place) {
    List<String> names = kinesis.listStreams().streamNames();
    if (names.size() == 1) {
      return names.get(0);
    }
    throw new ReplayException(
        names.isEmpty()
            ? "there is no stream in " + place
            : "there are several streams in %s: name one with --stream: %s"
                .formatted(place, String.join(", ", names)));
  }

  @Override
  public void close() {
    kinesis.close();
  }
}
