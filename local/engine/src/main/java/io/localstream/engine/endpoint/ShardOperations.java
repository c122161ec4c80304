package io.localstream.engine.endpoint;

import static io.localstream.engine.endpoint.RequestFields.HASH_KEY;
import static io.localstream.engine.endpoint.RequestFields.NAME;
import static io.localstream.engine.endpoint.RequestFields.UNLIMITED;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.stream.DataStream;
import io.localstream.engine.stream.Shard;
import io.localstream.engine.stream.ShardFilter;
import io.localstream.engine.stream.StreamStore;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The operations of Kinesis on shards. */
final class ShardOperations {
  private static final int PAGE = 1_000;
  private static final int MAX_PAGE = 10_000;
  private static final int MAX_SHARDS = 10_000;

  private final StreamStore store;
  private final UnaryOperator<String> arn;

  ShardOperations(StreamStore store, UnaryOperator<String> arn) {
    this.store = store;
    this.arn = arn;
  }

  ObjectNode listShards(RequestFields request) {
    int limit = request.integer("MaxResults", 1, MAX_PAGE).orElse(PAGE);
    RequestFields fields = request.page();
    String start = fields.optional("ExclusiveStartShardId", NAME, 128).orElse("");
    Optional<ShardFilter> filter = fields.object("ShardFilter").map(ShardOperations::filter);
    String name = fields.streamName();
    fields.check();
    DataStream stream = store.stream(name);
    List<Shard> shards =
        stream.shards().stream()
            .filter(shard -> shard.id().compareTo(start) > 0)
            .filter(shard -> filter.map(f -> f.selects(shard, stream.trimHorizon())).orElse(true))
            .toList();
    ObjectNode response = fields.response();
    ArrayNode listed = response.putArray("Shards");
    shards.stream().limit(limit).forEach(shard -> put(listed.addObject(), shard));
    if (shards.size() > limit) {
      response.put(
          "NextToken", fields.nextToken("ExclusiveStartShardId", shards.get(limit - 1).id()));
    }
    return response;
  }

  ObjectNode splitShard(RequestFields fields) {
    String newStart = fields.required("NewStartingHashKey", HASH_KEY, UNLIMITED);
    String name = fields.streamName();
    String shardId = fields.required("ShardToSplit", NAME, 128);
    fields.check();
    store.stream(name).split(shardId, new BigInteger(newStart));
    return fields.response();
  }

  ObjectNode mergeShards(RequestFields fields) {
    String shardId = fields.required("ShardToMerge", NAME, 128);
    String adjacent = fields.required("AdjacentShardToMerge", NAME, 128);
    String name = fields.streamName();
    fields.check();
    store.stream(name).merge(shardId, adjacent);
    return fields.response();
  }

  ObjectNode updateShardCount(RequestFields fields) {
    int target = fields.requiredInteger("TargetShardCount", 1, MAX_SHARDS);
    fields.required("ScalingType", "UNIFORM_SCALING", 128);
    String name = fields.streamName();
    fields.check();
    DataStream stream = store.stream(name);
    long current = stream.shards().stream().filter(Shard::isOpen).count();
    stream.scale(target);
    return fields
        .response()
        .put("StreamName", name)
        .put("StreamARN", arn.apply(name))
        .put("CurrentShardCount", current)
        .put("TargetShardCount", target);
  }

  static void put(ObjectNode object, Shard shard) {
    object.put("ShardId", shard.id());
    if (!shard.parents().isEmpty()) {
      object.put("ParentShardId", shard.parents().get(0));
    }
    if (shard.parents().size() > 1) {
      object.put("AdjacentParentShardId", shard.parents().get(1));
    }
    putHashKeyRange(object, shard);
    ObjectNode numbers = object.putObject("SequenceNumberRange");
    numbers.put("StartingSequenceNumber", shard.startingSequenceNumber());
    shard.endingSequenceNumber().ifPresent(end -> numbers.put("EndingSequenceNumber", end));
  }

  static void putHashKeyRange(ObjectNode object, Shard shard) {
    object
        .putObject("HashKeyRange")
        .put("StartingHashKey", shard.range().start().toString())
        .put("EndingHashKey", shard.range().end().toString());
  }

  private static ShardFilter filter(RequestFields fields) {
    return new ShardFilter(
        fields.oneOf("Type", ShardFilter.FilterType.values()),
        fields.optional("ShardId", NAME, 128),
        fields.time("Timestamp"));
  }
}
