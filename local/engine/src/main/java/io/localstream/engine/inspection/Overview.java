package io.localstream.engine.inspection;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The overview of a run. {@code consumed}, {@code behindRecords} and {@code behindBy} are those of
 * the event source mapping that is furthest behind.
 *
 * @param produced the number of records that the streams accepted
 * @param consumed the number of records that the mapping checkpointed as processed
 * @param behindRecords the number of records that the mapping's checkpoints have not passed
 * @param behindBy how long ago the stream accepted the oldest of these
 * @param troubles the shards in trouble at all mappings
 * @param alarms the names of the alarms in the state ALARM
 */
public record Overview(
    long produced,
    long consumed,
    long behindRecords,
    Duration behindBy,
    List<Trouble> troubles,
    List<String> alarms) {
  /**
   * A shard with a failed batch that is to be retried, or that the mapping cannot read.
   *
   * @param mapping the event source mapping's name
   * @param shardId the shard's id
   * @param what the problem, for example {@code attempt 3 failed}
   * @param next when the next attempt begins; empty during an attempt
   */
  public record Trouble(String mapping, String shardId, String what, Optional<Instant> next) {}
}
