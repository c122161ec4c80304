package io.localstream.engine.source;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * Decides which shards can be read. After resharding, a parent must be drained before its children
 * are read, so that the records of one key stay in order.
 */
final class ShardGraph {
  private final Set<String> begun = new HashSet<>();
  private final Set<String> drained = new HashSet<>();

  /**
   * Returns the shards whose reading begins now.
   *
   * @param listed all shards that the stream still has
   * @return the ids of these shards
   */
  List<String> begin(List<Shard> listed) {
    Set<String> present = listed.stream().map(Shard::shardId).collect(Collectors.toSet());
    List<String> next =
        listed.stream()
            .filter(shard -> !begun.contains(shard.shardId()))
            .filter(shard -> parents(shard).allMatch(parent -> isOver(parent, present)))
            .map(Shard::shardId)
            .toList();
    begun.addAll(next);
    return next;
  }

  /** Returns whether a parent is drained, or expired before it was read. */
  private boolean isOver(String parent, Set<String> present) {
    return drained.contains(parent) || (!present.contains(parent) && !begun.contains(parent));
  }

  private static Stream<String> parents(Shard shard) {
    return Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
        .filter(parent -> parent != null && !parent.isEmpty());
  }

  /** Receives that the checkpoint of a shard has passed all of its records. */
  void drained(String shardId) {
    drained.add(shardId);
  }
}
