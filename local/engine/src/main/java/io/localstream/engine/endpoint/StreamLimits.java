package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The throughput of all shards, and what Kinesis says where one's is used up. */
final class StreamLimits {
  private static final String EXCEEDED = "ProvisionedThroughputExceededException";

  private final String account;
  private final boolean limited;
  private final LongSupplier nanoTime;
  private final Map<ShardId, ShardThroughput> throughputs = new ConcurrentHashMap<>();

  /** Where they are not limited, shards take and give any number of records. */
  StreamLimits(String account, boolean limited, LongSupplier nanoTime) {
    this.account = account;
    this.limited = limited;
    this.nanoTime = nanoTime;
  }

  ShardThroughput of(ShardId shard) {
    return throughputs.computeIfAbsent(shard, s -> new ShardThroughput(limited, nanoTime));
  }

  AwsError exceeded(ShardId shard) {
    return new AwsError(400, EXCEEDED, message(shard));
  }

  /** What PutRecords answers of one record. */
  ObjectNode rejection(ShardId shard, BodyFormat format) {
    return format.object().put("ErrorCode", EXCEEDED).put("ErrorMessage", message(shard));
  }

  /** In the words of the PutRecords API's documentation. */
  private String message(ShardId shard) {
    return "Rate exceeded for shard %s in stream %s under account %s."
        .formatted(shard.id(), shard.streamName(), account);
  }
}
