package io.kinesispipeline.local.fault;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A change of a stream's shards. */
sealed interface Reshard {

  /**
   * Splits a shard in two.
   *
   * @param shardId the shard
   * @param newStartingHashKey where its second half begins
   */
  record Split(String shardId, BigInteger newStartingHashKey) implements Reshard {}

  /**
   * Merges two adjacent shards.
   *
   * @param shardId the one with the lower hash keys
   * @param adjacentShardId the other
   */
  record Merge(String shardId, String adjacentShardId) implements Reshard {}

  /**
   * An open shard.
   *
   * @param id its id
   * @param start its first hash key
   * @param end its last hash key
   */
  record OpenShard(String id, BigInteger start, BigInteger end) {
    private BigInteger width() {
      return end.subtract(start);
    }
  }

  /** Splits the widest shard at its middle; empty where there is none. */
  static Optional<Reshard> split(List<OpenShard> shards) {
    return shards.stream()
        .max(Comparator.comparing(OpenShard::width))
        .filter(shard -> shard.width().signum() > 0)
        .map(s -> new Split(s.id(), s.start().add(s.end()).shiftRight(1).add(BigInteger.ONE)));
  }

  /** Merges the two adjacent shards that are narrowest together; empty where there is one shard. */
  static Optional<Reshard> merge(List<OpenShard> shards) {
    List<OpenShard> sorted =
        shards.stream().sorted(Comparator.comparing(OpenShard::start)).toList();
    return IntStream.range(1, sorted.size())
        .boxed()
        .min(Comparator.comparing(i -> sorted.get(i - 1).width().add(sorted.get(i).width())))
        .map(i -> new Merge(sorted.get(i - 1).id(), sorted.get(i).id()));
  }
}
