package io.localstream.engine.fault;

import io.localstream.engine.lifecycle.BackgroundTasks;
import io.localstream.engine.time.EngineClock;
import io.localstream.engine.time.EngineTimer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.MergeShardsRequest;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.SplitShardRequest;

/** Injects {@code stream.reshard}: reshards streams while they are in use. */
public final class Resharding implements AutoCloseable {
  private final KinesisClient kinesis;
  private final List<String> streamNames;
  private final FaultPlan faults;
  private final Set<String> split = new HashSet<>();
  private final EngineTimer timer;

  Resharding(
      KinesisClient kinesis,
      List<String> streamNames,
      FaultPlan faults,
      BackgroundTasks background,
      EngineClock clock) {
    this.kinesis = kinesis;
    this.streamNames = streamNames;
    this.faults = faults;
    this.timer = background.timer("resharding", clock);
  }

  /**
   * Starts to split and merge shards in turn at the interval in the plan. Does nothing without an
   * interval.
   *
   * @param kinesis a client that calls the streams directly, so that it gets no injected faults
   * @param streamNames the streams
   * @param faults provides the interval, and counts the changes
   * @param background runs the timer
   * @param clock the clock of the run
   * @return the running resharding; after you close it, it starts no further change
   */
  public static Resharding start(
      KinesisClient kinesis,
      List<String> streamNames,
      FaultPlan faults,
      BackgroundTasks background,
      EngineClock clock) {
    Resharding resharding = new Resharding(kinesis, streamNames, faults, background, clock);
    faults.reshardInterval().ifPresent(resharding::reshardAfter);
    return resharding;
  }

  private void reshardAfter(Duration interval) {
    timer.after(
        interval,
        () -> {
          reshardAll();
          reshardAfter(interval);
        });
  }

  @Override
  public void close() {
    timer.stop();
  }

  /**
   * Splits a shard in half.
   *
   * @param streamName one of the streams
   * @param shardId an open shard of it
   * @throws IllegalArgumentException if the shard is not open, or has a single hash key
   * @throws SdkException if the server refuses
   */
  public void split(String streamName, String shardId) {
    SplitShardRequest request =
        ShardChanges.split(
                streamName,
                open(streamName).stream().filter(s -> s.shardId().equals(shardId)).toList())
            .orElseThrow(() -> new IllegalArgumentException(shardId + " cannot be split"));
    kinesis.splitShard(request);
    faults.resharded();
  }

  /**
   * Merges a shard with the smaller one of its neighbors.
   *
   * @param streamName one of the streams
   * @param shardId an open shard of it
   * @throws IllegalArgumentException if the shard is not open, or has no neighbor
   * @throws SdkException if the server refuses
   */
  public void merge(String streamName, String shardId) {
    MergeShardsRequest request =
        ShardChanges.merge(streamName, open(streamName), shardId)
            .orElseThrow(
                () -> new IllegalArgumentException(shardId + " has no neighbor to merge with"));
    kinesis.mergeShards(request);
    faults.resharded();
  }

  /** Splits a shard of each stream or, after a split, merges two. */
  public void reshardAll() {
    for (String streamName : streamNames) {
      try {
        reshard(streamName);
      } catch (SdkException e) {
        // The stream is still resharding, or the server has ended. The next call retries, and
        // writers report an error of the server.
      }
    }
  }

  private List<Shard> open(String streamName) {
    return kinesis.listShards(r -> r.streamName(streamName)).shards().stream()
        .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
        .toList();
  }

  private void reshard(String streamName) {
    List<Shard> open = open(streamName);
    boolean changed =
        split.contains(streamName)
            ? ShardChanges.merge(streamName, open).map(kinesis::mergeShards).isPresent()
            : ShardChanges.split(streamName, open).map(kinesis::splitShard).isPresent();
    if (changed) {
      faults.resharded();
      if (!split.remove(streamName)) {
        split.add(streamName);
      }
    }
  }
}
