package io.localstream.engine.stream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The state of a shard at one time.
 *
 * @param id the id, for example {@code shardId-000000000000}
 * @param range the range of its hash keys
 * @param parents the ids of the shards that it replaced: none, one shard that was split, or two
 *     shards that were merged
 * @param startingSequenceNumber is lower than the sequence numbers of its records
 * @param endingSequenceNumber is higher than the sequence numbers of its records; empty while the
 *     shard is open
 * @param opened when the shard was opened
 * @param closed when the shard was closed; empty while it is open
 * @param records the number of records on the shard
 */
public record Shard(
    String id,
    HashKeyRange range,
    List<String> parents,
    String startingSequenceNumber,
    Optional<String> endingSequenceNumber,
    Instant opened,
    Optional<Instant> closed,
    int records) {

  /**
   * Returns whether the shard accepts records.
   *
   * @return false after it was split or merged
   */
  public boolean isOpen() {
    return closed.isEmpty();
  }

  static String id(int number) {
    return "shardId-%012d".formatted(number);
  }
}
