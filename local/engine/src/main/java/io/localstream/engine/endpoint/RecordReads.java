package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.cloudwatch.Metrics;
import java.util.Optional;
import java.util.function.Function;

/** Reads shards, within the limits of each shard. */
final class RecordReads {
  private static final int MAX_ITERATORS = 10_000;

  private final KinesisBackend kinesis;
  private final StreamLimits limits;
  private final Function<String, Metrics.ResourceMetrics> metrics;

  /**
   * The shard of each iterator, because an iterator does not contain it. Removes iterators that
   * have not been used for a long time.
   */
  private final LruCache<ShardId> shardByIterator = new LruCache<>(MAX_ITERATORS);

  RecordReads(
      KinesisBackend kinesis,
      StreamLimits limits,
      Function<String, Metrics.ResourceMetrics> metrics) {
    this.kinesis = kinesis;
    this.limits = limits;
    this.metrics = metrics;
  }

  AwsResponse getShardIterator(AwsRequest request) throws InterruptedException {
    AwsResponse response = kinesis.send(request);
    if (response.succeeded()) {
      ObjectNode content = request.read();
      remember(
          response.read().path("ShardIterator"),
          new ShardId(KinesisContent.streamName(content), content.path("ShardId").asText()));
    }
    return response;
  }

  AwsResponse getRecords(AwsRequest request) throws InterruptedException {
    Optional<ShardId> known = shardByIterator.get(request.read().path("ShardIterator").asText());
    if (known.isEmpty()) {
      return kinesis.send(request);
    }
    ShardId shard = known.get();
    if (!limits.of(shard).admitsRead()) {
      metrics.apply(shard.streamName()).count("ReadProvisionedThroughputExceeded", 1);
      throw limits.exceeded(shard);
    }
    AwsResponse response = kinesis.send(request);
    if (response.succeeded()) {
      ObjectNode content = response.read();
      long bytes = 0;
      for (JsonNode entry : content.path("Records")) {
        bytes += KinesisContent.dataSize(entry);
      }
      limits.of(shard).read(bytes);
      remember(content.path("NextShardIterator"), shard);
    }
    return response;
  }

  /** Returns the stream of a shard iterator; empty if it is no longer known. */
  Optional<String> streamOf(String iterator) {
    return shardByIterator.get(iterator).map(ShardId::streamName);
  }

  private void remember(JsonNode iterator, ShardId shard) {
    if (iterator.isTextual()) {
      shardByIterator.put(iterator.asText(), shard);
    }
  }
}
