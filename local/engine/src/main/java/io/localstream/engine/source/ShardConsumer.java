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
 * Decides what an event source mapping does with one shard. It has no thread and no clock: its
 * caller tells it what happened and when, and starts the commands that it returns.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html">Using Lambda to
 *     process records from Amazon Kinesis Data Streams</a>
 */
final class ShardConsumer {
  /** Four reads per second. AWS allows five for each shard, so one is left for other readers. */
  static final Duration POLL_INTERVAL = Duration.ofMillis(250);

  /**
   * Fetches no more records while this number of records wait. {@code MAXIMUM_WAITING_BYTES} limits
   * their size.
   */
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
   * Creates the consumer of a shard.
   *
   * @param mapping the settings of the mapping
   * @param retention the retention period of the stream; older records count as expired
   * @param random the source of the jitter of retries
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
   * Changes the batch size, the batching window and the retry policy. Keeps the records and the
   * retries that wait.
   *
   * @param mapping has the same {@code ParallelizationFactor}
   */
  void update(EventSourceMapping mapping) {
    RetryPolicy retries = RetryPolicy.of(mapping, retention, random);
    queues.forEach(queue -> queue.update(mapping, retries));
  }

  /**
   * Receives that a fetch has ended.
   *
   * @param records the records, in stream order
   * @param shardEnd whether the shard is closed and has no more records
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

  /** Receives that a fetch has failed. */
  void fetchFailed(Instant now) {
    fetching = false;
    failedFetches++;
    foundNothing = false;
    Instant retry = now.plus(requests.after(failedFetches));
    nextFetch = retry.isAfter(nextFetch) ? retry : nextFetch;
  }

  /** Receives that an {@link Command.Invoke} has ended. */
  void invocationEnded(int queue, BatchOutcome outcome, Instant now) {
    queues.get(queue).invocationEnded(outcome, now);
  }

  /**
   * Receives that a {@link Command.Discard} has ended.
   *
   * @param delivered whether the destination accepted the batch, or there is no destination;
   *     otherwise the delivery is retried
   */
  void deliveryEnded(int queue, boolean delivered, Instant now) {
    queues.get(queue).deliveryEnded(delivered, now);
  }

  /** Returns the commands to start now. */
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

  /** Moves the checkpoint as far as possible; empty if it does not move. */
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

  /** Returns when to call {@link #next} again if nothing happens before. */
  Optional<Instant> due() {
    return Stream.concat(
            queues.stream().map(queue -> queue.due(shardEnded)),
            Stream.of(fetchDue().filter(due -> !foundNothing)))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  /** Returns when to call {@link #next} again to poll a shard that had no records. */
  Optional<Instant> pollDue() {
    return fetchDue().filter(due -> foundNothing);
  }

  /**
   * Returns the current waits: before retries, for batching windows, and before reads after a
   * failed read.
   */
  List<ScheduledWait> waits(Instant now) {
    Stream<ScheduledWait> read =
        fetchDue().filter(due -> failedFetches > 0).stream()
            .map(due -> new ScheduledWait("read attempt " + (failedFetches + 1), due));
    return Stream.concat(
            queues.stream().flatMap(queue -> queue.scheduled(shardEnded).stream()), read)
        .filter(wait -> wait.until().isAfter(now))
        .toList();
  }

  /** Returns whether the shard has ended and the checkpoint has passed all of its records. */
  boolean isDrained() {
    return shardEnded && checkpoint.records() == 0;
  }
}
