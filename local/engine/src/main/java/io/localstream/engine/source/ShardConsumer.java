package io.localstream.engine.source;

import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.records.ScheduledWait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Decides what an event source mapping does with one shard. It does nothing itself and has no
 * clock: it is told what happened and when, and says which commands to start.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html">Using Lambda to
 *     process records from Amazon Kinesis Data Streams</a>
 */
final class ShardConsumer {
  /** Four reads a second: AWS allows five a shard, and one is left for others. */
  static final Duration POLL_INTERVAL = Duration.ofMillis(250);

  /** Nothing is fetched while so many records wait, or so many bytes of them. */
  static final int MAXIMUM_WAITING_RECORDS = 10_000;

  static final long MAXIMUM_WAITING_BYTES = 10L << 20;

  private final List<BatchQueue> queues;
  private final CheckpointTracker checkpoint = new CheckpointTracker();
  private final Backoff requests;
  private final Duration retention;
  private final RandomGenerator random;

  private Instant nextFetch = Instant.EPOCH;
  private int failedFetches;
  private boolean foundNothing;
  private boolean fetching;
  private boolean shardEnded;

  /**
   * Begins a shard.
   *
   * @param mapping what applies to its records
   * @param retention how long the stream keeps a record; older ones count as expired
   * @param random for the jitter of retries
   */
  ShardConsumer(EventSourceMapping mapping, Duration retention, RandomGenerator random) {
    this.retention = retention;
    this.random = random;
    requests = Backoff.betweenRequests(random);
    RetryPolicy retries = RetryPolicy.of(mapping, retention, random);
    queues =
        IntStream.range(0, mapping.parallelizationFactor())
            .mapToObj(index -> new BatchQueue(index, mapping, retries, requests, checkpoint))
            .toList();
  }

  /**
   * Changes the batch size, the batching window, and what becomes of failed batches. Records and
   * retries that wait stay.
   *
   * @param mapping has the same {@code ParallelizationFactor}
   */
  void update(EventSourceMapping mapping) {
    RetryPolicy retries = RetryPolicy.of(mapping, retention, random);
    queues.forEach(queue -> queue.update(mapping, retries));
  }

  /**
   * A fetch has ended.
   *
   * @param records in stream order
   * @param shardEnd whether the shard has no more
   */
  void fetched(List<StreamRecord> records, boolean shardEnd, Instant now) {
    fetching = false;
    failedFetches = 0;
    foundNothing = records.isEmpty();
    shardEnded = shardEnd;
    for (StreamRecord record : records) {
      checkpoint.fetched(record);
      if (record.selected()) {
        queueOf(record).add(record, now);
      } else {
        checkpoint.processed(List.of(record));
      }
    }
  }

  private BatchQueue queueOf(StreamRecord record) {
    return queues.get(Math.floorMod(record.partitionKey().hashCode(), queues.size()));
  }

  /** A fetch has failed. */
  void fetchFailed(Instant now) {
    fetching = false;
    failedFetches++;
    foundNothing = false;
    Instant retry = now.plus(requests.after(failedFetches));
    nextFetch = retry.isAfter(nextFetch) ? retry : nextFetch;
  }

  /** An {@link Command.Invoke} has ended. */
  void invocationEnded(int queue, BatchOutcome outcome, Instant now) {
    queues.get(queue).invocationEnded(outcome, now);
  }

  /**
   * A {@link Command.Discard} has ended.
   *
   * @param delivered whether the batch was taken, or there is no destination for it; otherwise the
   *     delivery is tried again
   */
  void deliveryEnded(int queue, boolean delivered, Instant now) {
    queues.get(queue).deliveryEnded(delivered, now);
  }

  /** The commands to start now. */
  List<Command> next(Instant now) {
    List<Command> commands = new ArrayList<>();
    checkpoint().ifPresent(commands::add);
    queues.stream()
        .filter(queue -> isDue(queue.due(shardEnded), now))
        .forEach(queue -> commands.add(queue.next(now)));
    if (isDue(fetchDue(), now)) {
      fetching = true;
      nextFetch = now.plus(POLL_INTERVAL);
      commands.add(new Command.Fetch());
    }
    return commands;
  }

  /** Moves the checkpoint as far as it may go; empty where it does not move. */
  Optional<Command.Checkpoint> checkpoint() {
    return checkpoint.advance();
  }

  private static boolean isDue(Optional<Instant> due, Instant now) {
    return due.filter(at -> !at.isAfter(now)).isPresent();
  }

  private Optional<Instant> fetchDue() {
    boolean full =
        checkpoint.records() >= MAXIMUM_WAITING_RECORDS
            || checkpoint.bytes() >= MAXIMUM_WAITING_BYTES;
    return fetching || shardEnded || full ? Optional.empty() : Optional.of(nextFetch);
  }

  /** When to ask for {@link #next} again if nothing happens before. */
  Optional<Instant> due() {
    return Stream.concat(
            queues.stream().map(queue -> queue.due(shardEnded)),
            Stream.of(fetchDue().filter(due -> !foundNothing)))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  /** When to ask for {@link #next} again to see whether a shard that had nothing has records. */
  Optional<Instant> pollDue() {
    return fetchDue().filter(due -> foundNothing);
  }

  /** What has been put off until later: retries, batching windows, reads after a failed one. */
  List<ScheduledWait> waits(Instant now) {
    Stream<ScheduledWait> read =
        fetchDue().filter(due -> failedFetches > 0).stream()
            .map(due -> new ScheduledWait("read attempt " + (failedFetches + 1), due));
    return Stream.concat(
            queues.stream().flatMap(queue -> queue.scheduled(shardEnded).stream()), read)
        .filter(wait -> wait.until().isAfter(now))
        .toList();
  }

  /** Whether the shard has ended and all of its records are behind the checkpoint. */
  boolean isDrained() {
    return shardEnded && checkpoint.records() == 0;
  }
}
