package io.localstream.engine.endpoint;

import software.amazon.awssdk.services.kinesis.KinesisClient;

/** The store of the streams: in this process, or on a server. */
public abstract class KinesisBackend {
  KinesisBackend() {}

  /** Returns the response to a request. Does not authorize the caller. */
  abstract AwsResponse send(AwsRequest request) throws InterruptedException;

  /**
   * Creates a client that calls the streams directly, without the endpoint's limits and faults.
   *
   * @param region the region of its signatures
   * @return a client that the caller closes
   */
  public KinesisClient client(String region) {
    return InProcessHttpClient.kinesisClient(this::send, region, "local");
  }
}
