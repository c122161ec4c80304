package io.localstream.engine.inspection;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A stream.
 *
 * @param name the stream's name
 * @param retention the retention period
 * @param shards the open and closed shards, in the order of their ids
 */
public record StreamSnapshot(String name, Duration retention, List<ShardSnapshot> shards) {
  /**
   * A shard of a stream.
   *
   * @param shardId the shard's id
   * @param parent the shard from which it was split or merged
   * @param adjacentParent after a merge, the other shard from which it was merged
   * @param open whether the shard accepts records
   * @param startingHashKey the lowest hash key of the shard's range
   * @param endingHashKey the highest hash key of the shard's range
   */
  public record ShardSnapshot(
      String shardId,
      Optional<String> parent,
      Optional<String> adjacentParent,
      boolean open,
      String startingHashKey,
      String endingHashKey) {}
}
