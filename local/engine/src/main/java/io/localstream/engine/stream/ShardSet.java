package io.localstream.engine.stream;

import java.math.BigInteger;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The shards of a stream. Finds, splits, merges and removes them. Not thread-safe: the stream
 * synchronizes access.
 */
final class ShardSet {
  private final NavigableMap<Integer, StoredShard> all = new TreeMap<>();
  private final NavigableMap<BigInteger, StoredShard> open = new TreeMap<>();
  private int nextNumber;

  ShardSet(int count, long nowMillis) {
    HashKeyRange.evenly(count).forEach(range -> open(range, List.of(), nowMillis));
  }

  List<StoredShard> all() {
    return List.copyOf(all.values());
  }

  int openCount() {
    return open.size();
  }

  /** Returns the latest second in which a shard was opened, in sequence numbers. */
  long lastOpenedSecond() {
    return open.values().stream().mapToLong(StoredShard::openedSecond).max().orElse(0);
  }

  Optional<StoredShard> find(int number) {
    return Optional.ofNullable(all.get(number));
  }

  /** Returns the open shard for a hash key. */
  StoredShard at(BigInteger hashKey) {
    return open.floorEntry(hashKey).getValue();
  }

  List<StoredShard> childrenOf(StoredShard shard) {
    return all.tailMap(shard.number, false).values().stream()
        .filter(other -> other.isChildOf(shard))
        .toList();
  }

  /**
   * Removes the records that arrived, and the shards that were closed, before a time. Returns the
   * memory that they took, in bytes.
   */
  long expire(long cutoffMillis) {
    long bytes = 0;
    for (StoredShard shard : all.values()) {
      bytes += shard.log.expire(cutoffMillis);
    }
    all.values().removeIf(shard -> shard.isExpired(cutoffMillis));
    return bytes;
  }

  void split(StoredShard shard, BigInteger newStart, long nowMillis) {
    close(shard, nowMillis);
    open(shard.range.below(newStart), List.of(shard), nowMillis);
    open(shard.range.from(newStart), List.of(shard), nowMillis);
  }

  void merge(StoredShard first, StoredShard second, long nowMillis) {
    close(first, nowMillis);
    close(second, nowMillis);
    open(first.range.through(second.range), List.of(first, second), nowMillis);
  }

  /** Splits and merges shards until this number of shards have hash key ranges of equal width. */
  void scale(int count, long nowMillis) {
    for (HashKeyRange range : HashKeyRange.evenly(count)) {
      StoredShard shard = at(range.start());
      if (!shard.range.start().equals(range.start())) {
        split(shard, range.start(), nowMillis);
      }
    }
    for (HashKeyRange range : HashKeyRange.evenly(count)) {
      StoredShard shard = at(range.start());
      while (shard.range.end().compareTo(range.end()) < 0) {
        merge(shard, at(shard.range.end().add(BigInteger.ONE)), nowMillis);
        shard = at(range.start());
      }
    }
  }

  private void open(HashKeyRange range, List<StoredShard> parents, long nowMillis) {
    StoredShard shard = new StoredShard(nextNumber++, range, parents, nowMillis);
    all.put(shard.number, shard);
    open.put(range.start(), shard);
  }

  private void close(StoredShard shard, long nowMillis) {
    shard.close(nowMillis);
    open.remove(shard.range.start());
  }
}
