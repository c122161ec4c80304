package io.localstream.engine.source;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * Decides which shards may be read: after a reshard, a parent is drained before its children begin,
 * so that records of one key stay in order.
 */
final class ShardGraph {
  private final Set<String> begun = new HashSet<>();
  private final Set<String> drained = new HashSet<>();

  /**
   * Begins shards.
   *
   * @param listed all shards that the stream still has
   * @return those that begin now
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

  /** A parent is over once it is drained, or if its retention ended before it was ever read. */
  private boolean isOver(String parent, Set<String> present) {
    return drained.contains(parent) || (!present.contains(parent) && !begun.contains(parent));
  }

  private static Stream<String> parents(Shard shard) {
    return Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
        .filter(parent -> parent != null && !parent.isEmpty());
  }

  /** All records of a shard are behind its checkpoint. */
  void drained(String shardId) {
    drained.add(shardId);
  }
}
