package io.kinesispipeline.local.source;

import io.kinesispipeline.local.lambda.InvocationResult;
import io.kinesispipeline.local.source.Command.Checkpoint;
import io.kinesispipeline.local.source.Command.Discard;
import io.kinesispipeline.local.source.Command.Fetch;
import io.kinesispipeline.local.source.Command.Invoke;
import io.kinesispipeline.local.source.RecordListener.RecordId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.Record;

/** Carries out, on an event loop, what a {@link ShardConsumer} decides for one shard. */
final class ShardPoller {
  private final String shardId;
  private final ShardReader reader;
  private final ShardConsumer consumer;
  private final MappingContext context;
  private final Runnable whenDrained;
  private Future<?> timer = CompletableFuture.completedFuture(null);

  ShardPoller(String shardId, ShardReader reader, MappingContext context, Runnable whenDrained) {
    this.shardId = shardId;
    this.reader = reader;
    this.context = context;
    this.whenDrained = whenDrained;
    this.consumer =
        new ShardConsumer(
            context.mapping(), context.stream().retention(), context.services().random());
  }

  /** Starts what is due, and comes back when something more is. Runs on the loop's thread. */
  void step() {
    timer.cancel(false);
    Instant now = now();
    consumer.next(now).forEach(this::start);
    if (consumer.isDrained()) {
      whenDrained.run();
    } else {
      consumer.due().ifPresent(due -> timer = stepAfter(Duration.between(now, due)));
    }
  }

  private Future<?> stepAfter(Duration delay) {
    return context.loop().decideAfter(delay, this::step);
  }

  private Instant now() {
    return context.services().clock().instant();
  }

  private void start(Command command) {
    if (command instanceof Fetch) {
      context.loop().work(this::fetch, this::fetched);
    } else if (command instanceof Invoke invoke) {
      context.loop().work(() -> invoke(invoke), result -> invoked(invoke, result));
    } else if (command instanceof Discard discard) {
      context.loop().work(() -> deliver(discard), delivery -> delivered(discard, delivery));
    } else if (command instanceof Checkpoint checkpoint && !checkpoint.processed().isEmpty()) {
      context.services().listener().consumed(ids(checkpoint.processed()));
    }
  }

  private record Fetched(List<StreamRecord> records, boolean shardEnd) {}

  private Optional<Fetched> fetch() {
    String what = "read " + shardId + " of the stream " + context.stream().name();
    try {
      ShardReader.Page page = reader.read();
      context.problems().worked(what);
      List<StreamRecord> records = page.records().stream().map(this::streamRecord).toList();
      context.metrics().polled(records);
      return Optional.of(new Fetched(records, page.shardEnd()));
    } catch (AbortedException e) {
      // Interrupted: this mapping is being closed.
      return Optional.empty();
    } catch (SdkException e) {
      context.problems().failed(what, e);
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
    context.metrics().answered(records, outcome);
    consumer.invocationEnded(invoke.lane(), outcome, now());
    step();
  }

  private enum Delivery {
    KEPT,
    DROPPED,
    FAILED
  }

  private Delivery deliver(Discard discard) {
    String what = "deliver discarded records to " + context.mapping().onFailure().orElse("nowhere");
    try {
      boolean kept =
          context.onFailure().deliver(shardId, discard.batch(), discard.condition(), now());
      context.problems().worked(what);
      return kept ? Delivery.KEPT : Delivery.DROPPED;
    } catch (IOException e) {
      context.problems().failed(what, e);
      return Delivery.FAILED;
    }
  }

  private void delivered(Discard discard, Delivery delivery) {
    measure(delivery, discard.batch().size());
    if (delivery != Delivery.FAILED) {
      context
          .services()
          .listener()
          .discarded(ids(discard.batch().records()), delivery == Delivery.KEPT);
    }
    consumer.deliveryEnded(discard.lane(), delivery != Delivery.FAILED, now());
    step();
  }

  private void measure(Delivery delivery, int records) {
    switch (delivery) {
      case KEPT -> context.metrics().kept(records);
      case DROPPED -> context.metrics().dropped(records);
      case FAILED -> context.metrics().notDelivered(records);
    }
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
