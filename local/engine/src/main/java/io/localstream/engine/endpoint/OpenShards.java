package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.stream.HashKeyRange;
import java.math.BigInteger;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which open shard a record goes to: the one whose range of hash keys holds the MD5 of its
 * partition key.
 *
 * @see <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_HashKeyRange.html">
 *     HashKeyRange</a>
 */
final class OpenShards {
  /** ListShards' own limit: it is asked once, for all. */
  private static final int MAX_RESULTS = 10_000;

  private final KinesisBackend kinesis;
  private final Map<String, NavigableMap<BigInteger, ShardId>> byStream = new ConcurrentHashMap<>();

  OpenShards(KinesisBackend kinesis) {
    this.kinesis = kinesis;
  }

  /**
   * The shard for a record.
   *
   * @param request on whose behalf the shards are listed, where they are not known
   * @param entry the record, as PutRecord and PutRecords name its fields
   * @return empty where stream or key is not valid: the Kinesis server says so better
   */
  Optional<ShardId> shardOf(AwsRequest request, String streamName, JsonNode entry)
      throws InterruptedException {
    NavigableMap<BigInteger, ShardId> shards = byStream.get(streamName);
    if (shards == null) {
      shards = list(request, streamName);
      if (!shards.isEmpty()) {
        byStream.put(streamName, shards);
      }
    }
    return hashKey(entry).map(shards::floorEntry).map(Map.Entry::getValue);
  }

  /** A record went to a shard: where that is news, the stream was resharded. */
  void seen(ShardId shard) {
    NavigableMap<BigInteger, ShardId> shards = byStream.get(shard.streamName());
    if (shards != null && !shards.containsValue(shard)) {
      forget(shard.streamName());
    }
  }

  void forget(String streamName) {
    byStream.remove(streamName);
  }

  private NavigableMap<BigInteger, ShardId> list(AwsRequest request, String streamName)
      throws InterruptedException {
    ObjectNode content =
        request.format().object().put("StreamName", streamName).put("MaxResults", MAX_RESULTS);
    AwsResponse response = kinesis.send(request.with("ListShards", content));
    NavigableMap<BigInteger, ShardId> shards = new TreeMap<>();
    if (response.succeeded()) {
      for (JsonNode shard : response.read().path("Shards")) {
        if (!shard.path("SequenceNumberRange").hasNonNull("EndingSequenceNumber")) {
          shards.put(
              new BigInteger(shard.path("HashKeyRange").path("StartingHashKey").asText()),
              new ShardId(streamName, shard.path("ShardId").asText()));
        }
      }
    }
    return shards;
  }

  private static Optional<BigInteger> hashKey(JsonNode entry) {
    JsonNode explicit = entry.path("ExplicitHashKey");
    if (explicit.isTextual()) {
      return explicit.asText().matches("\\d{1,39}")
          ? Optional.of(new BigInteger(explicit.asText()))
          : Optional.empty();
    }
    JsonNode partitionKey = entry.path("PartitionKey");
    return partitionKey.isTextual()
        ? Optional.of(HashKeyRange.hashKey(partitionKey.asText()))
        : Optional.empty();
  }
}
