package io.kinesispipeline.redrive;

import io.kinesispipeline.sender.KinesisClients;
import io.kinesispipeline.sender.Ordering;
import io.kinesispipeline.sender.RecordSender;
import io.kinesispipeline.sender.Timing;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * The streams that records go to: the one they came from, or one for all. A stream is addressed by
 * its ARN, which names its account and region: a stream of the same name elsewhere is never taken
 * for it.
 */
final class Streams implements AutoCloseable {
  private final String override;
  private final Timing timing;
  private final Map<String, KinesisClient> clients = new HashMap<>();

  /**
   * Makes them.
   *
   * @param override the name or ARN of the stream that all records go to, or null
   * @param timing how to wait
   */
  Streams(String override, Timing timing) {
    this.override = override;
    this.timing = timing;
  }

  /** The name or ARN of the stream that an object's records go to. */
  String target(FailureObject object) {
    return override == null ? object.stream().toString() : override;
  }

  RecordSender senderFor(FailureObject object) {
    String target = target(object);
    Arn arn = target.startsWith("arn:") ? Arn.fromString(target) : object.stream();
    String region =
        arn.region()
            .orElseThrow(
                () -> new IllegalArgumentException("no region in the stream's ARN " + arn));
    KinesisClient client =
        clients.computeIfAbsent(region, name -> KinesisClients.create(Region.of(name)));
    return new RecordSender(
        client, target, RecordSender.LARGE_RECORD_BYTES, Ordering.PARTITION_KEY, timing);
  }

  @Override
  public void close() {
    clients.values().forEach(KinesisClient::close);
  }
}
