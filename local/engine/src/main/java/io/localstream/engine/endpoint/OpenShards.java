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
 * Finds the open shard for a record: the shard whose hash key range contains the MD5 of the
 * partition key.
 *
 * @see <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_HashKeyRange.html">
 *     HashKeyRange</a>
 */
final class OpenShards {
  /** The maximum of ListShards, so that one request lists all shards. */
  private static final int MAX_RESULTS = 10_000;

  private final KinesisBackend kinesis;
  private final Map<String, NavigableMap<BigInteger, ShardId>> byStream = new ConcurrentHashMap<>();

  OpenShards(KinesisBackend kinesis) {
    this.kinesis = kinesis;
  }

  /**
   * Returns the shard for a record.
   *
   * @param request the request whose caller lists the shards, if they are not known yet
   * @param entry the record, with the field names of PutRecord and PutRecords
   * @return the shard; empty if the stream or the key is invalid, which the Kinesis server then
   *     reports
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

  /**
   * Receives the shard that accepted a record. If the shard is unknown, the stream was resharded.
   */
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
