package io.localstream.engine.stream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A shard, as it was at one time.
 *
 * @param id its id, such as {@code shardId-000000000000}
 * @param range its hash keys
 * @param parents the ids of the shards that it came from: none, one that was split, or two that
 *     were merged
 * @param startingSequenceNumber before those of its records
 * @param endingSequenceNumber after those of its records; empty while it is open
 * @param opened when it was opened
 * @param closed when it was closed; empty while it is open
 * @param records how many records it holds
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
   * Returns whether it takes records.
   *
   * @return false once it was split or merged
   */
  public boolean isOpen() {
    return closed.isEmpty();
  }

  static String id(int number) {
    return "shardId-%012d".formatted(number);
  }
}
