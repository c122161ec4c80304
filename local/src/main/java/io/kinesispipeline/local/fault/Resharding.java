package io.kinesispipeline.local.fault;

import io.kinesispipeline.local.fault.Reshard.Merge;
import io.kinesispipeline.local.fault.Reshard.OpenShard;
import io.kinesispipeline.local.fault.Reshard.Split;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Reshards streams while they are used: {@code stream.reshard}. */
public final class Resharding implements AutoCloseable {
  private final KinesisClient kinesis;
  private final List<String> streamNames;
  private final FaultPlan faults;
  private final Set<String> split = new HashSet<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "resharding");
            thread.setDaemon(true);
            return thread;
          });

  Resharding(KinesisClient kinesis, List<String> streamNames, FaultPlan faults) {
    this.kinesis = kinesis;
    this.streamNames = streamNames;
    this.faults = faults;
  }

  /**
   * Starts to split and merge, in turn, at the interval that the plan has; does nothing where it
   * has none.
   *
   * @param kinesis a client of the Kinesis server itself, so that no fault meets it
   * @param streamNames the streams
   * @param faults has the interval, and counts what was done
   * @return closed, no further change begins
   */
  public static Resharding start(
      KinesisClient kinesis, List<String> streamNames, FaultPlan faults) {
    Resharding resharding = new Resharding(kinesis, streamNames, faults);
    faults
        .reshardInterval()
        .ifPresent(
            interval ->
                resharding.timer.scheduleAtFixedRate(
                    resharding::reshardAll,
                    interval.toMillis(),
                    interval.toMillis(),
                    TimeUnit.MILLISECONDS));
    return resharding;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  void reshardAll() {
    for (String streamName : streamNames) {
      try {
        reshard(streamName);
      } catch (SdkException e) {
        // Not now, then: the stream is still being resharded, or the server is not there. The
        // next turn tries the same change again.
      }
    }
  }

  private void reshard(String streamName) {
    List<OpenShard> shards = openShards(streamName);
    Optional<Reshard> change =
        split.contains(streamName) ? Reshard.merge(shards) : Reshard.split(shards);
    if (change.isEmpty()) {
      return;
    }
    if (change.get() instanceof Split s) {
      kinesis.splitShard(
          r ->
              r.streamName(streamName)
                  .shardToSplit(s.shardId())
                  .newStartingHashKey(s.newStartingHashKey().toString()));
      split.add(streamName);
    } else if (change.get() instanceof Merge m) {
      kinesis.mergeShards(
          r ->
              r.streamName(streamName)
                  .shardToMerge(m.shardId())
                  .adjacentShardToMerge(m.adjacentShardId()));
      split.remove(streamName);
    }
    faults.resharded();
  }

  private List<OpenShard> openShards(String streamName) {
    return kinesis.listShards(r -> r.streamName(streamName)).shards().stream()
        .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
        .map(
            shard ->
                new OpenShard(
                    shard.shardId(),
                    new BigInteger(shard.hashKeyRange().startingHashKey()),
                    new BigInteger(shard.hashKeyRange().endingHashKey())))
        .toList();
  }
}
