package io.localstream.engine;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.lifecycle.StartException;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.waiters.KinesisWaiter;

/** Creates streams. */
final class StreamCreator {
  private static final Duration DEFAULT_RETENTION = Duration.ofHours(24);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
  private static final Duration ACTIVE_DEADLINE = Duration.ofSeconds(60);

  private StreamCreator() {}

  /**
   * Creates the streams, and waits until they can be written and read. If a stream of the same name
   * exists, uses it with its shards, its retention and its records.
   *
   * @param client a client of the endpoint, in the region of the streams' ARNs
   * @param streams the streams to create
   * @throws StartException if the endpoint does not answer, or refuses a stream
   */
  static void create(KinesisClient client, List<Deployment.Stream> streams) {
    try (KinesisWaiter waiter = waiter(client)) {
      for (Deployment.Stream stream : streams) {
        create(client, waiter, stream);
      }
    }
  }

  private static void create(KinesisClient client, KinesisWaiter waiter, Deployment.Stream stream) {
    try {
      boolean created = createUnlessThere(client, stream);
      waiter.waitUntilStreamExists(r -> r.streamName(stream.name()));
      if (created && stream.retention().compareTo(DEFAULT_RETENTION) > 0) {
        client.increaseStreamRetentionPeriod(
            r ->
                r.streamName(stream.name())
                    .retentionPeriodHours((int) stream.retention().toHours()));
        waiter.waitUntilStreamExists(r -> r.streamName(stream.name()));
      }
    } catch (SdkException e) {
      throw new StartException(
          "The Kinesis endpoint could not create the stream %s: %s"
              .formatted(stream.name(), e.getMessage()),
          e);
    }
  }

  private static boolean createUnlessThere(KinesisClient client, Deployment.Stream stream) {
    try {
      client.createStream(
          r ->
              r.streamName(stream.name())
                  .shardCount(stream.shardCount())
                  .maxRecordSizeInKiB(stream.maxRecordBytes() >> 10));
      return true;
    } catch (ResourceInUseException e) {
      return false;
    }
  }

  /**
   * Returns a waiter that polls more often than the SDK's default, because streams become active
   * faster here than on AWS.
   */
  private static KinesisWaiter waiter(KinesisClient client) {
    return KinesisWaiter.builder()
        .client(client)
        .overrideConfiguration(
            o ->
                o.backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(POLL_INTERVAL))
                    .maxAttempts(Integer.MAX_VALUE)
                    .waitTimeout(ACTIVE_DEADLINE))
        .build();
  }
}
