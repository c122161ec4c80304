package io.localstream.engine.source;

import io.localstream.engine.lambda.InvocationResult;
import io.localstream.engine.records.BatchDelivery;
import io.localstream.engine.records.RecordListener.RecordId;
import io.localstream.engine.source.Command.Checkpoint;
import io.localstream.engine.source.Command.Discard;
import io.localstream.engine.source.Command.Fetch;
import io.localstream.engine.source.Command.Invoke;
import io.localstream.engine.time.Cancellable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.Record;

/** Runs the commands of the {@link ShardConsumer} of one shard on an event loop. */
final class ShardPoller {
  private final String shardId;
  private final ShardReader reader;
  private final ShardConsumer consumer;
  private final Runnable whenDrained;
  private final List<Cancellable> timers = new ArrayList<>();

  /** Worker threads read it, too. */
  private volatile MappingContext context;

  private long seen;

  ShardPoller(String shardId, ShardReader reader, MappingContext context, Runnable whenDrained) {
    this.shardId = shardId;
    this.reader = reader;
    this.context = context;
    this.whenDrained = whenDrained;
    this.consumer =
        new ShardConsumer(
            context.mapping(), context.stream().retention(), context.services().random());
  }

  /** Changes the settings. Runs on the loop's thread. */
  void update(MappingContext updated) {
    context = updated;
    consumer.update(updated.mapping());
    step();
  }

  /**
   * Starts the commands that are due, and schedules the next step. While the mapping is paused, it
   * only checkpoints work that was in progress. Runs on the loop's thread.
   */
  void step() {
    timers.forEach(Cancellable::cancel);
    timers.clear();
    Instant now = now();
    if (context.paused().get()) {
      consumer.checkpoint().ifPresent(this::checkpointed);
      context.services().listener().waiting(shardId, List.of());
      return;
    }
    consumer.next(now).forEach(this::start);
    context.services().listener().waiting(shardId, consumer.waits(now));
    if (consumer.isDrained()) {
      whenDrained.run();
    } else {
      EventLoop loop = context.loop();
      consumer
          .due()
          .ifPresent(due -> timers.add(loop.decideAfter(Duration.between(now, due), this::step)));
      consumer
          .pollDue()
          .ifPresent(
              due -> timers.add(loop.pollAfter(Duration.between(now, due), seen, this::step)));
    }
  }

  private Instant now() {
    return context.services().clock().instant();
  }

  private void start(Command command) {
    if (command instanceof Fetch) {
      seen = context.services().clock().changes();
      context.loop().work(this::fetch, this::fetched);
    } else if (command instanceof Invoke invoke) {
      context.services().listener().sent(delivery(invoke.batch()));
      context.loop().work(() -> invoke(invoke), result -> invoked(invoke, result));
    } else if (command instanceof Discard discard) {
      context.loop().work(() -> deliver(discard), delivery -> delivered(discard, delivery));
    } else if (command instanceof Checkpoint checkpoint) {
      checkpointed(checkpoint);
    }
  }

  private void checkpointed(Checkpoint checkpoint) {
    Map<Boolean, List<StreamRecord>> passed =
        checkpoint.processed().stream().collect(Collectors.partitioningBy(StreamRecord::selected));
    context.services().listener().consumed(ids(passed.get(true)));
    context.services().listener().filtered(ids(passed.get(false)));
    context.services().listener().checkpointed(shardId, checkpoint.sequenceNumber());
  }

  private record Fetched(List<StreamRecord> records, boolean shardEnd) {}

  private Optional<Fetched> fetch() {
    String what = "read " + shardId + " of the stream " + context.stream().name();
    try {
      ShardReader.Page page = reader.read();
      context.notices().worked(what);
      List<StreamRecord> records = page.records().stream().map(this::streamRecord).toList();
      context.metrics().polled(records);
      return Optional.of(new Fetched(records, page.shardEnd()));
    } catch (AbortedException e) {
      // Interrupted, because this mapping closes.
      return Optional.empty();
    } catch (SdkException e) {
      context.notices().failed(what, e);
      return Optional.empty();
    }
  }

  private StreamRecord streamRecord(Record record) {
    boolean selected = context.filter().selects(record.data().asByteArrayUnsafe());
    return new StreamRecord(
        record.sequenceNumber(),
        record.partitionKey(),
        record.approximateArrivalTimestamp(),
        selected,
        selected
            ? InvocationEvent.entry(
                shardId, record, context.stream().arn(), context.function().role().arn())
            : new byte[0]);
  }

  private void fetched(Optional<Fetched> fetched) {
    fetched.ifPresentOrElse(
        page -> consumer.fetched(page.records(), page.shardEnd(), now()),
        () -> consumer.fetchFailed(now()));
    step();
  }

  private InvocationResult invoke(Invoke invoke) throws InterruptedException {
    List<StreamRecord> records = invoke.batch().records();
    context.metrics().sent(records, now());
    byte[] event = InvocationEvent.of(records);
    return context.services().invoker().invoke(context.mapping().functionName(), event);
  }

  private void invoked(Invoke invoke, InvocationResult result) {
    List<StreamRecord> records = invoke.batch().records();
    if (!(result instanceof InvocationResult.Throttled)) {
      context.services().listener().delivered(ids(records));
    }
    BatchOutcome outcome =
        BatchResponse.outcome(result, records, context.mapping().reportBatchItemFailures());
    context
        .services()
        .listener()
        .answered(delivery(invoke.batch()), BatchResponse.answer(result, outcome, records.size()));
    context
        .services()
        .listener()
        .processed(ids(records.subList(0, outcome.processed(records.size()))));
    context.metrics().answered(records, outcome);
    consumer.invocationEnded(invoke.batch().queue(), outcome, now());
    step();
  }

  /**
   * The delivery of a discarded batch.
   *
   * @param taken whether the destination accepted the batch, or there is no destination
   * @param file the file that keeps the batch
   */
  private record FailureDelivery(boolean taken, Optional<Path> file) {}

  private FailureDelivery deliver(Discard discard) {
    String what = "deliver discarded records to " + context.mapping().onFailure().orElse("nowhere");
    try {
      Optional<Path> file = context.onFailure().deliver(shardId, discard, now());
      context.notices().worked(what);
      return new FailureDelivery(true, file);
    } catch (IOException e) {
      context.notices().failed(what, e);
      return new FailureDelivery(false, Optional.empty());
    }
  }

  private void delivered(Discard discard, FailureDelivery delivery) {
    int records = discard.batch().size();
    if (!delivery.taken()) {
      context.metrics().notDelivered(records);
    } else {
      boolean kept = delivery.file().isPresent();
      if (kept) {
        context.metrics().kept(records);
      } else {
        context.metrics().dropped(records);
      }
      context.notices().discarded(shardId, discard, delivery.file());
      context
          .services()
          .listener()
          .gaveUp(ids(discard.batch().records()), discard.condition().text(), delivery.file());
      context.services().listener().discarded(ids(discard.batch().records()), kept);
    }
    consumer.deliveryEnded(discard.batch().queue(), delivery.taken(), now());
    step();
  }

  private BatchDelivery delivery(Batch batch) {
    int attempt = batch.failures() + batch.throttles() + 1;
    return new BatchDelivery(shardId, batch.queue(), attempt, ids(batch.records()));
  }

  private List<RecordId> ids(List<StreamRecord> records) {
    return records.stream()
        .map(
            record ->
                new RecordId(
                    context.stream().name(),
                    shardId,
                    record.sequenceNumber(),
                    record.partitionKey()))
        .toList();
  }
}
