package io.localstream.engine.endpoint;

import software.amazon.awssdk.services.kinesis.KinesisClient;

/** What holds the streams: this process, or a server. */
public abstract class KinesisBackend {
  KinesisBackend() {}

  /** Answers a request, whoever makes it. */
  abstract AwsResponse send(AwsRequest request) throws InterruptedException;

  /**
   * Makes a client of the streams themselves, without the endpoint's limits and faults.
   *
   * @param region the region that it signs for
   * @return a client that the caller closes
   */
  public KinesisClient client(String region) {
    return InProcessHttpClient.kinesisClient(this::send, region, "local");
  }
}
