package io.localstream.engine.source;

import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.records.ScheduledWait;
import io.localstream.engine.source.Command.Discard;
import io.localstream.engine.source.Command.Invoke;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * One of the {@code ParallelizationFactor} queues of a shard. It processes its records in order,
 * one batch at a time, and retries, splits or discards a failed batch before it takes the next one.
 */
final class BatchQueue {
  private final int index;
  private RetryPolicy retries;
  private final Backoff deliveries;
  private final CheckpointTracker checkpoint;
  private final BatchBuffer buffer;

  /** The Invoke and Discard commands to do before the next batch is taken, in order. */
  private final Deque<Command> steps = new ArrayDeque<>();

  private Instant notBefore = Instant.EPOCH;
  private int failedDeliveries;
  private boolean underWay;

  BatchQueue(
      int index,
      EventSourceMapping mapping,
      RetryPolicy retries,
      Backoff deliveries,
      CheckpointTracker checkpoint) {
    this.index = index;
    this.retries = retries;
    this.deliveries = deliveries;
    this.checkpoint = checkpoint;
    this.buffer = new BatchBuffer(mapping.batchSize(), mapping.batchingWindow());
  }

  /**
   * Changes the settings for all later decisions. A retry that waits keeps its time and its
   * attempts.
   */
  void update(EventSourceMapping mapping, RetryPolicy newRetries) {
    retries = newRetries;
    buffer.resize(mapping.batchSize(), mapping.batchingWindow());
  }

  void add(StreamRecord record, Instant now) {
    buffer.add(record, now);
  }

  /** Returns when {@link #next} has a command to start; empty while a command is in progress. */
  Optional<Instant> due(boolean complete) {
    if (underWay) {
      return Optional.empty();
    }
    return steps.isEmpty() ? buffer.due(complete) : Optional.of(notBefore);
  }

  /** Returns the wait that ends at the time of {@link #due}. */
  Optional<ScheduledWait> scheduled(boolean complete) {
    return due(complete).map(at -> new ScheduledWait(nextStep(), at));
  }

  private String nextStep() {
    if (steps.peek() instanceof Invoke invoke) {
      return "attempt " + (invoke.batch().failures() + invoke.batch().throttles() + 1);
    }
    return steps.isEmpty() ? "the next batch" : "delivery attempt " + (failedDeliveries + 1);
  }

  /** Starts and returns the command that is due: an Invoke or a Discard. */
  Command next(Instant now) {
    if (steps.isEmpty()) {
      steps.add(new Invoke(Batch.of(index, buffer.take())));
    }
    if (steps.peek() instanceof Invoke invoke) {
      retries
          .unsendable(invoke.batch(), now)
          .ifPresent(
              decision -> {
                steps.pop();
                apply(decision, now);
              });
    }
    underWay = true;
    return steps.peek();
  }

  /** Receives that the invocation in progress has ended. */
  void invocationEnded(BatchOutcome outcome, Instant now) {
    Batch batch = ((Invoke) end()).batch();
    if (outcome instanceof BatchOutcome.Processed) {
      checkpoint.processed(batch.records());
    } else if (outcome instanceof BatchOutcome.BatchThrottled) {
      apply(retries.throttled(batch), now);
    } else if (outcome instanceof BatchOutcome.BatchFailed failed) {
      apply(retries.failed(batch.invoked(failed.response())), now);
    } else if (outcome instanceof BatchOutcome.FailedFrom failed) {
      checkpoint.processed(batch.before(failed.index()).records());
      apply(retries.failedFrom(failed.index(), batch.invoked(failed.response())), now);
    }
  }

  private void apply(RetryPolicy.RetryDecision decision, Instant now) {
    for (int i = decision.commands().size() - 1; i >= 0; i--) {
      steps.push(decision.commands().get(i));
    }
    notBefore = now.plus(decision.delay());
  }

  /** Receives that the delivery in progress has ended. */
  void deliveryEnded(boolean delivered, Instant now) {
    Discard discard = (Discard) end();
    if (delivered) {
      failedDeliveries = 0;
      checkpoint.discarded(discard.batch().records());
    } else {
      failedDeliveries++;
      notBefore = now.plus(deliveries.after(failedDeliveries));
      steps.push(discard);
    }
  }

  private Command end() {
    underWay = false;
    notBefore = Instant.EPOCH;
    return steps.pop();
  }
}
