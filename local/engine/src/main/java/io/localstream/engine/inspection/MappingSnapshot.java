package io.localstream.engine.inspection;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The state of an event source mapping.
 *
 * @param name the function's name, with the name of the stream or stream consumer if the function
 *     has several mappings
 * @param uuid the mapping's UUID
 * @param streamName the stream that the mapping reads
 * @param functionName the function that the mapping invokes
 * @param enabled whether the mapping is enabled, and not paused
 * @param counts the numbers of the stream's records by outcome
 * @param shards the shards from which the mapping has had records
 */
public record MappingSnapshot(
    String name,
    String uuid,
    String streamName,
    String functionName,
    boolean enabled,
    MappingCounts counts,
    List<ShardProgress> shards) {

  /**
   * Numbers of records by outcome.
   *
   * @param produced records that the stream accepted
   * @param processed records that the mapping checkpointed as processed
   * @param filtered records that did not match the filter
   * @param failed records that were discarded and are in the on-failure destination
   * @param lost records that were discarded and that nothing keeps
   * @param batches batches that were sent to the function, retries included
   * @param sent records in these batches
   */
  public record MappingCounts(
      long produced,
      long processed,
      long filtered,
      long failed,
      long lost,
      long batches,
      long sent) {}

  /**
   * The mapping's progress on a shard.
   *
   * @param shardId the shard's id
   * @param checkpoint the sequence number of the last record that the checkpoint has passed
   * @param behindRecords the number of accepted records that the checkpoint has not passed
   * @param behindBy how long ago the stream accepted the oldest of these
   * @param batches the batches that are in flight or wait for a retry
   * @param waits the scheduled retries, ends of batching windows, and reads after a failed read
   */
  public record ShardProgress(
      String shardId,
      Optional<String> checkpoint,
      long behindRecords,
      Duration behindBy,
      List<BatchProgress> batches,
      List<PendingWait> waits) {}

  /**
   * A batch that is in flight or waits for a retry.
   *
   * @param queue the index among the shard's concurrent batches, 0 or more
   * @param batch the batch's number on its shard
   * @param size the number of records
   * @param attempt the number of the current or last attempt, 1 for the first
   * @param inFlight whether an invocation with the batch is running
   * @param since when the batch was sent; for a batch that waits, when its last attempt ended
   * @param error the error of the last failed attempt
   */
  public record BatchProgress(
      int queue,
      long batch,
      int size,
      int attempt,
      boolean inFlight,
      Instant since,
      Optional<String> error) {}

  /**
   * A wait for a time.
   *
   * @param what what happens at the end of the wait, for example {@code attempt 3}
   * @param until the end of the wait
   */
  public record PendingWait(String what, Instant until) {}
}
