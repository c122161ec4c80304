package io.localstream.engine.inspection;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An event source mapping.
 *
 * @param name its function's name, with the stream's or the consumer's where the function has
 *     several
 * @param uuid its id
 * @param streamName the stream that it reads
 * @param functionName the function that it invokes
 * @param enabled whether it reads; not while it is paused
 * @param counts what became of the stream's records here
 * @param shards the shards of which records were seen
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
   * What became of records.
   *
   * @param produced records that the stream accepted
   * @param processed records that the mapping checkpointed as processed
   * @param filtered records that its filter left out
   * @param failed records that the failure destination took
   * @param lost records that were given up, and nothing keeps
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
   * How far the mapping is with a shard.
   *
   * @param shardId the shard
   * @param checkpoint the last record that the checkpoint passed
   * @param behindRecords records that the stream accepted and the checkpoint has not passed
   * @param behindBy how long ago the stream accepted the oldest of them
   * @param batches what its concurrent batches do: those that are in flight or wait for a retry
   * @param waits what begins by itself later: retries, batching windows, reads after a failed one
   */
  public record ShardProgress(
      String shardId,
      Optional<String> checkpoint,
      long behindRecords,
      Duration behindBy,
      List<BatchProgress> batches,
      List<PendingWait> waits) {}

  /**
   * A batch that is not done.
   *
   * @param queue which of the shard's concurrent batches it is, 0 or more
   * @param batch its number in its shard
   * @param size how many records it has
   * @param attempt which attempt is under way, or was the last
   * @param inFlight whether the function has it now
   * @param since when it was sent, or its last attempt ended
   * @param error what the function answered to the last attempt that failed
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
   * A wait that ends by itself.
   *
   * @param what what begins at its end, as in {@code attempt 3}
   * @param until when it ends
   */
  public record PendingWait(String what, Instant until) {}
}
