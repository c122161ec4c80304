package io.kinesispipeline.local.endpoint;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The throughput of all shards, and what Kinesis says where one's is used up. */
final class StreamLimits {
  static final String EXCEEDED = "ProvisionedThroughputExceededException";

  private final String account;
  private final LongSupplier nanoTime;
  private final Map<ShardId, ShardThroughput> throughputs = new ConcurrentHashMap<>();

  StreamLimits(String account, LongSupplier nanoTime) {
    this.account = account;
    this.nanoTime = nanoTime;
  }

  ShardThroughput of(ShardId shard) {
    return throughputs.computeIfAbsent(shard, s -> new ShardThroughput(nanoTime));
  }

  AwsError exceeded(ShardId shard) {
    return new AwsError(400, EXCEEDED, exceededMessage(shard));
  }

  /** In the words of the PutRecords API's documentation. */
  String exceededMessage(ShardId shard) {
    return "Rate exceeded for shard %s in stream %s under account %s."
        .formatted(shard.id(), shard.streamName(), account);
  }
}
