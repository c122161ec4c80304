package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The throughput limits of all shards, and the errors of Kinesis for exceeded limits. */
final class StreamLimits {
  private static final String EXCEEDED = "ProvisionedThroughputExceededException";

  private final String account;
  private final boolean limited;
  private final LongSupplier nanoTime;
  private final Map<ShardId, ShardThroughput> throughputs = new ConcurrentHashMap<>();

  /** Creates the limits. If {@code limited} is false, shards have no limits. */
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

  /** Returns the element for a rejected record in the response of PutRecords. */
  ObjectNode rejection(ShardId shard, BodyFormat format) {
    return format.object().put("ErrorCode", EXCEEDED).put("ErrorMessage", message(shard));
  }

  /** Returns the message in the documentation of PutRecords. */
  private String message(ShardId shard) {
    return "Rate exceeded for shard %s in stream %s under account %s."
        .formatted(shard.id(), shard.streamName(), account);
  }
}
