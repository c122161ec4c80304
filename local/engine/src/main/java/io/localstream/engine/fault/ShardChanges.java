package io.localstream.engine.fault;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.kinesis.model.MergeShardsRequest;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.SplitShardRequest;

/** Selects the shards to split or merge. */
final class ShardChanges {
  private ShardChanges() {}

  /**
   * Splits the shard with the largest hash key range in half; empty if it has a single hash key.
   */
  static Optional<SplitShardRequest> split(String streamName, List<Shard> open) {
    return open.stream()
        .max(Comparator.comparing(ShardChanges::width))
        .filter(shard -> width(shard).signum() > 0)
        .map(
            shard ->
                SplitShardRequest.builder()
                    .streamName(streamName)
                    .shardToSplit(shard.shardId())
                    .newStartingHashKey(
                        start(shard).add(end(shard)).add(BigInteger.ONE).shiftRight(1).toString())
                    .build());
  }

  /** Merges the two adjacent shards with the smallest hash key range; empty with one shard. */
  static Optional<MergeShardsRequest> merge(String streamName, List<Shard> open) {
    return merge(streamName, open, shard -> true);
  }

  /** Merges a shard with the smaller one of its neighbors; empty if it has none. */
  static Optional<MergeShardsRequest> merge(String streamName, List<Shard> open, String shardId) {
    return merge(streamName, open, shard -> shard.shardId().equals(shardId));
  }

  private static Optional<MergeShardsRequest> merge(
      String streamName, List<Shard> open, Predicate<Shard> oneOfThem) {
    List<Shard> sorted = open.stream().sorted(Comparator.comparing(ShardChanges::start)).toList();
    return IntStream.range(1, sorted.size())
        .boxed()
        .filter(i -> oneOfThem.test(sorted.get(i - 1)) || oneOfThem.test(sorted.get(i)))
        .min(Comparator.comparing(i -> width(sorted.get(i - 1)).add(width(sorted.get(i)))))
        .map(
            i ->
                MergeShardsRequest.builder()
                    .streamName(streamName)
                    .shardToMerge(sorted.get(i - 1).shardId())
                    .adjacentShardToMerge(sorted.get(i).shardId())
                    .build());
  }

  private static BigInteger width(Shard shard) {
    return end(shard).subtract(start(shard));
  }

  private static BigInteger start(Shard shard) {
    return new BigInteger(shard.hashKeyRange().startingHashKey());
  }

  private static BigInteger end(Shard shard) {
    return new BigInteger(shard.hashKeyRange().endingHashKey());
  }
}
