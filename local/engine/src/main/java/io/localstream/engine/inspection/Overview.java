package io.localstream.engine.inspection;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What matters most, on one line.
 *
 * @param produced records that the streams accepted
 * @param consumed records that the mapping which is furthest behind has checkpointed as processed
 * @param behindRecords how many records that mapping is behind
 * @param behindBy how long ago the oldest of them was accepted
 * @param troubles the shards in trouble, at each mapping
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
   * A shard whose records are not processed at once.
   *
   * @param mapping the mapping's name
   * @param shardId the shard
   * @param what what is the matter, as in {@code attempt 3 failed}
   * @param next when the next attempt begins; empty while one is under way
   */
  public record Trouble(String mapping, String shardId, String what, Optional<Instant> next) {}
}
