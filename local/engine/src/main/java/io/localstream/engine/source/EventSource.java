package io.localstream.engine.source;

import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.assembly.Deployment.Function;
import io.localstream.engine.assembly.Deployment.Stream;
import io.localstream.engine.destination.FailureDestinations;
import io.localstream.engine.lifecycle.StartException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * A running Kinesis event source mapping. It reads a stream's shards independently of each other
 * and sends their records to a function, as Lambda does. Each record is processed at least once, or
 * discarded because it reached a limit of the mapping.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html">Using Lambda to
 *     process records from Amazon Kinesis Data Streams</a>
 */
public final class EventSource implements AutoCloseable {
  /**
   * How often shards are listed. The shards are also listed as soon as a parent is drained, so the
   * interval matters only if that request fails.
   */
  private static final Duration LIST_INTERVAL = Duration.ofSeconds(1);

  private volatile MappingContext context;
  private final ShardGraph graph = new ShardGraph();
  private final Map<String, ShardPoller> pollers = new HashMap<>();
  private final Map<String, ShardReader> presentAtCreation = new HashMap<>();

  private EventSource(MappingContext context) {
    this.context = context;
  }

  /**
   * Starts a mapping: fixes the position on each shard that the stream has now, and begins to read.
   * It reads shards that resharding creates later from their beginning. A disabled mapping does
   * nothing.
   *
   * @param mapping its settings
   * @param stream the stream that it reads
   * @param function the function that it invokes
   * @param services the clients and listeners that it uses
   * @return the running mapping
   * @throws IllegalArgumentException if Kinesis mappings do not support a filter pattern or the
   *     on-failure destination
   * @throws StartException if the mapping begins at a time in the future
   * @throws IllegalStateException if the stream cannot be read
   */
  public static EventSource start(
      EventSourceMapping mapping, Stream stream, Function function, EventSourceServices services) {
    mapping.onFailure().ifPresent(FailureDestinations::kind);
    requireNotInTheFuture(mapping, services.clock().instant());
    EventSource source =
        new EventSource(
            new MappingContext(
                mapping,
                stream,
                function,
                services,
                new RecordFilter(mapping.filters()),
                new OnFailureDelivery(mapping, function, services.destinations()),
                new MappingMetrics(mapping, services.metrics()),
                new MappingNotices(services.notices()),
                new EventLoop("event source of " + stream.name(), services.clock()),
                new AtomicBoolean()));
    if (mapping.enabled()) {
      source.begin();
    }
    return source;
  }

  private static void requireNotInTheFuture(EventSourceMapping mapping, Instant now) {
    mapping
        .startingTimestamp()
        .filter(now::isBefore)
        .ifPresent(
            timestamp -> {
              throw new StartException(
                  "The mapping of %s on %s: StartingPositionTimestamp must not be in the future, was %s"
                      .formatted(mapping.functionName(), mapping.streamName(), timestamp));
            });
  }

  /**
   * Returns whether a running mapping can change to these settings. It can if only the batch size,
   * the batching window, the filters, the retries, the response type and the destination differ.
   */
  public boolean canUpdate(EventSourceMapping mapping) {
    EventSourceMapping old = context.mapping();
    return mapping.equals(
        new EventSourceMapping(
            old.uuid(),
            old.streamName(),
            old.streamArn(),
            old.consumerArn(),
            old.functionName(),
            old.functionArn(),
            old.enabled(),
            mapping.batchSize(),
            mapping.batchingWindow(),
            old.startingPosition(),
            old.startingTimestamp(),
            old.parallelizationFactor(),
            mapping.maximumRetryAttempts(),
            mapping.maximumRecordAge(),
            mapping.bisectBatchOnFunctionError(),
            mapping.reportBatchItemFailures(),
            mapping.onFailure(),
            mapping.filters(),
            old.countsEvents()));
  }

  /**
   * Changes the settings for everything that is read, sent and retried from now on. Keeps
   * checkpoints, waiting records and the attempts of batches.
   *
   * @param mapping settings to which this mapping {@linkplain #canUpdate can change}
   * @param function the function that it invokes
   * @throws IllegalArgumentException if Kinesis mappings do not support a filter pattern or the
   *     on-failure destination; nothing changes then
   */
  public void update(EventSourceMapping mapping, Function function) {
    mapping.onFailure().ifPresent(FailureDestinations::kind);
    MappingContext updated = context.with(mapping, function);
    context
        .loop()
        .decide(
            () -> {
              context = updated;
              // A step can drain a shard, which removes its poller.
              List.copyOf(pollers.values()).forEach(poller -> poller.update(updated));
            });
  }

  private void begin() {
    long seen = context.services().clock().changes();
    List<Shard> shards;
    try {
      shards = listShards();
      Instant now = context.services().clock().instant();
      shards.forEach(
          shard ->
              presentAtCreation.put(
                  shard.shardId(),
                  ShardReader.from(
                      context.mapping(), context.services().kinesis(), shard.shardId(), now)));
    } catch (SdkException e) {
      throw new IllegalStateException(
          "Cannot read the stream " + context.stream().name() + ": " + e.getMessage(), e);
    }
    context.loop().decide(() -> beginShards(shards));
    listLater(seen);
  }

  private List<Shard> listShards() {
    KinesisClient kinesis = context.services().kinesis();
    ListShardsRequest first =
        ListShardsRequest.builder().streamName(context.stream().name()).build();
    List<Shard> shards = new ArrayList<>();
    for (ListShardsRequest request = first; request != null; ) {
      ListShardsResponse response = kinesis.listShards(request);
      shards.addAll(response.shards());
      request =
          response.nextToken() == null
              ? null
              : ListShardsRequest.builder().nextToken(response.nextToken()).build();
    }
    return shards;
  }

  private void listLater(long seen) {
    context
        .loop()
        .pollAfter(
            LIST_INTERVAL,
            seen,
            () -> {
              long seenNow = context.services().clock().changes();
              list();
              listLater(seenNow);
            });
  }

  private void list() {
    context.loop().work(this::listOrNothing, this::beginShards);
  }

  private List<Shard> listOrNothing() {
    String what = "list the shards of the stream " + context.stream().name();
    try {
      List<Shard> shards = listShards();
      context.notices().worked(what);
      return shards;
    } catch (SdkException e) {
      context.notices().failed(what, e);
      return List.of();
    }
  }

  private void beginShards(List<Shard> listed) {
    for (String shardId : graph.begin(listed)) {
      ShardReader reader = presentAtCreation.remove(shardId);
      if (reader == null) {
        reader =
            ShardReader.fromTrimHorizon(
                context.services().kinesis(), context.stream().name(), shardId);
      }
      ShardPoller poller = new ShardPoller(shardId, reader, context, () -> drained(shardId));
      pollers.put(shardId, poller);
      poller.step();
    }
  }

  /** Returns the name of the function that this mapping invokes. */
  public String functionName() {
    return context.mapping().functionName();
  }

  /**
   * Stops reading and sending, as disabling a mapping does. Invocations in progress end normally,
   * and the checkpoint stays.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html">UpdateEventSourceMapping</a>
   */
  public void pause() {
    context.loop().decide(() -> setPaused(true));
  }

  /** Continues after {@link #pause}, at the checkpoint. */
  public void resume() {
    context.loop().decide(() -> setPaused(false));
  }

  private void setPaused(boolean paused) {
    if (context.paused().getAndSet(paused) != paused) {
      context.services().listener().paused(paused);
      List.copyOf(pollers.values()).forEach(ShardPoller::step);
    }
  }

  private void drained(String shardId) {
    pollers.remove(shardId);
    graph.drained(shardId);
    list();
  }

  /**
   * Completes if this mapping has stopped because of an unexpected exception, with that exception.
   * Failures of the function or the stream are expected. Callbacks of the future run on this
   * mapping's threads and must not close the mapping.
   *
   * @return a future of the exception
   */
  public CompletableFuture<Throwable> failure() {
    return context.loop().failure();
  }

  /** Stops the mapping, and waits for invocations in progress. An interrupt ends the waiting. */
  @Override
  public void close() {
    close(true);
  }

  /**
   * Stops reading, and stops all threads. Unprocessed records stay on the stream.
   *
   * @param waiting whether to wait for invocations in progress; otherwise interrupts them
   */
  public void close(boolean waiting) {
    context.loop().close(waiting);
  }

  /** Returns whether the mapping reads no more records. */
  boolean isClosing() {
    return context.loop().isClosing();
  }
}
