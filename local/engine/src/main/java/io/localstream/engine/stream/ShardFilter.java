package io.localstream.engine.stream;

import java.time.Instant;
import java.util.Optional;

/**
 * Selects shards.
 *
 * @param type the type
 * @param shardId the shard id; required for {@link FilterType#AFTER_SHARD_ID}
 * @param timestamp the time; required for {@link FilterType#AT_TIMESTAMP} and {@link
 *     FilterType#FROM_TIMESTAMP}
 * @see <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ShardFilter.html">
 *     ShardFilter</a>
 */
public record ShardFilter(FilterType type, Optional<String> shardId, Optional<Instant> timestamp) {
  /** The types, as Kinesis names them. */
  public enum FilterType {
    /** Shards whose ids come after an id. */
    AFTER_SHARD_ID,
    /** Shards that were open at the trim horizon. */
    AT_TRIM_HORIZON,
    /** All shards that have not expired. */
    FROM_TRIM_HORIZON,
    /** Open shards. */
    AT_LATEST,
    /** Shards that were open at a time. */
    AT_TIMESTAMP,
    /** Shards that were open at a time or later. */
    FROM_TIMESTAMP
  }

  /**
   * Checks that the filter has the value that its type requires.
   *
   * @throws StreamException {@code InvalidArgumentException} if the value is missing
   */
  public ShardFilter {
    boolean byTime = type == FilterType.AT_TIMESTAMP || type == FilterType.FROM_TIMESTAMP;
    if (byTime && timestamp.isEmpty()) {
      throw StreamException.invalidArgument("Timestamp must be provided for filter type %s.", type);
    }
    if (type == FilterType.AFTER_SHARD_ID && shardId.isEmpty()) {
      throw StreamException.invalidArgument("ShardId must be provided for filter type %s.", type);
    }
  }

  /**
   * Returns whether a shard is selected.
   *
   * @param shard a shard of the stream
   * @param trimHorizon the stream's {@link DataStream#trimHorizon trim horizon}
   * @return whether the filter selects it
   */
  public boolean selects(Shard shard, Instant trimHorizon) {
    return switch (type) {
      case AFTER_SHARD_ID -> shard.id().compareTo(shardId.orElseThrow()) > 0;
      case AT_LATEST -> shard.isOpen();
      case FROM_TRIM_HORIZON -> true;
      case AT_TRIM_HORIZON -> isOpenAt(shard, trimHorizon);
      case AT_TIMESTAMP -> isOpenAt(shard, timestamp.orElseThrow());
      case FROM_TIMESTAMP -> isOpenAfter(shard, timestamp.orElseThrow());
    };
  }

  private static boolean isOpenAt(Shard shard, Instant time) {
    return !shard.opened().isAfter(time) && isOpenAfter(shard, time);
  }

  private static boolean isOpenAfter(Shard shard, Instant time) {
    return shard.closed().map(closed -> closed.isAfter(time)).orElse(true);
  }
}
