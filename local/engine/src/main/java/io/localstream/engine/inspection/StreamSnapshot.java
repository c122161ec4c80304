package io.localstream.engine.inspection;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A stream.
 *
 * @param name its name
 * @param retention how long a record stays on it
 * @param shards its shards, closed ones too, in the order of their ids
 */
public record StreamSnapshot(String name, Duration retention, List<ShardSnapshot> shards) {
  /**
   * A shard of a stream.
   *
   * @param shardId its id
   * @param parent the shard that it was split from, or merged from
   * @param adjacentParent the other shard that it was merged from
   * @param open whether it takes records
   * @param startingHashKey the lowest hash key that it holds
   * @param endingHashKey the highest hash key that it holds
   */
  public record ShardSnapshot(
      String shardId,
      Optional<String> parent,
      Optional<String> adjacentParent,
      boolean open,
      String startingHashKey,
      String endingHashKey) {}
}
