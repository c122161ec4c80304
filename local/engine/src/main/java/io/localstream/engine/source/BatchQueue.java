package io.localstream.engine.source;

import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.records.ScheduledWait;
import io.localstream.engine.source.Command.Condition;
import io.localstream.engine.source.Command.Discard;
import io.localstream.engine.source.Command.Invoke;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One of a shard's {@code ParallelizationFactor} concurrent batches: takes records in order,
 * through retries, splits and discards, one batch at a time.
 *
 * <p>Where the AWS documentation is silent:
 *
 * <ul>
 *   <li>What is left after a split, or after a reported record, is not the batch that failed: it is
 *       tried at once.
 *   <li>A batch whose first record is reported is not split. It counts as a failed attempt of the
 *       whole batch, so that retries end.
 *   <li>Of a batch with records that are too old, only these are discarded.
 *   <li>A single record whose event is larger than an invocation takes can never be sent: it is
 *       discarded as {@code RetryAttemptsExhausted} at once, as each attempt would fail.
 * </ul>
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">Retain
 *     discarded batch records</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html">Bisecting
 *     a batch</a>
 */
final class BatchQueue {
  private final int index;
  private final EventSourceMapping mapping;
  private final Duration maximumAge;
  private final Backoff backoff;
  private final CheckpointTracker checkpoint;
  private final BatchBuffer buffer;

  /** What is to be done before the next batch is taken: Invoke and Discard commands, in order. */
  private final Deque<Command> steps = new ArrayDeque<>();

  private Instant notBefore = Instant.EPOCH;
  private int failedDeliveries;
  private boolean underWay;

  BatchQueue(
      int index,
      EventSourceMapping mapping,
      Duration maximumAge,
      Backoff backoff,
      CheckpointTracker checkpoint) {
    this.index = index;
    this.mapping = mapping;
    this.maximumAge = maximumAge;
    this.backoff = backoff;
    this.checkpoint = checkpoint;
    this.buffer = new BatchBuffer(mapping.batchSize(), mapping.batchingWindow());
  }

  void add(StreamRecord record, Instant now) {
    buffer.add(record, now);
  }

  boolean isEmpty() {
    return steps.isEmpty() && buffer.isEmpty();
  }

  /** When {@link #next} has something to start; empty while something is under way. */
  Optional<Instant> due(boolean complete) {
    if (underWay) {
      return Optional.empty();
    }
    return steps.isEmpty() ? buffer.due(complete) : Optional.of(notBefore);
  }

  /** What {@link #due} is the time of. */
  Optional<ScheduledWait> scheduled(boolean complete) {
    return due(complete).map(at -> new ScheduledWait(nextStep(), at));
  }

  private String nextStep() {
    if (steps.peek() instanceof Invoke invoke) {
      return "attempt " + (invoke.batch().failures() + invoke.batch().throttles() + 1);
    }
    return steps.isEmpty() ? "the next batch" : "delivery attempt " + (failedDeliveries + 1);
  }

  /** Starts what is due: an Invoke or a Discard. */
  Command next(Instant now) {
    if (steps.isEmpty()) {
      steps.add(new Invoke(index, Batch.of(buffer.take())));
    }
    if (steps.peek() instanceof Invoke invoke) {
      discardWhatCannotBeSent(invoke.batch(), now);
    }
    underWay = true;
    return steps.peek();
  }

  private void discardWhatCannotBeSent(Batch batch, Instant now) {
    Instant oldest = now.minus(maximumAge);
    Map<Boolean, List<StreamRecord>> byAge =
        batch.records().stream()
            .collect(Collectors.partitioningBy(record -> record.arrival().isBefore(oldest)));
    if (!byAge.get(true).isEmpty()) {
      steps.pop();
      if (!byAge.get(false).isEmpty()) {
        steps.push(new Invoke(index, batch.with(byAge.get(false))));
      }
      steps.push(new Discard(index, batch.with(byAge.get(true)), Condition.RECORD_AGE_EXCEEDED));
    } else if (InvocationEvent.bytes(batch.records()) > InvocationEvent.MAXIMUM_BYTES) {
      steps.pop();
      steps.push(new Discard(index, batch, Condition.RETRY_ATTEMPTS_EXHAUSTED));
    }
  }

  /** The invocation that was under way has ended. */
  void invocationEnded(BatchOutcome outcome, Instant now) {
    Batch batch = ((Invoke) end()).batch();
    if (outcome instanceof BatchOutcome.Processed) {
      checkpoint.processed(batch.records());
    } else if (outcome instanceof BatchOutcome.Throttled) {
      tryAgain(batch.throttled(), now);
    } else if (outcome instanceof BatchOutcome.Failed failed) {
      failed(batch.invoked(failed.answer()), now);
    } else if (outcome instanceof BatchOutcome.FailedFrom failed) {
      failedFrom(failed.index(), batch.invoked(failed.answer()), now);
    }
  }

  private void failed(Batch batch, Instant now) {
    if (mapping.bisectBatchOnFunctionError() && batch.size() > 1) {
      int middle = batch.size() / 2;
      steps.push(new Invoke(index, batch.from(middle)));
      steps.push(new Invoke(index, batch.before(middle)));
    } else {
      attemptFailed(batch, now);
    }
  }

  private void failedFrom(int place, Batch batch, Instant now) {
    checkpoint.processed(batch.before(place).records());
    Batch rest = batch.from(place);
    if (mapping.bisectBatchOnFunctionError() && place > 0) {
      steps.push(new Invoke(index, rest));
    } else {
      attemptFailed(rest, now);
    }
  }

  private void attemptFailed(Batch batch, Instant now) {
    Batch failed = batch.failed();
    int maximum = mapping.maximumRetryAttempts();
    if (maximum >= 0 && failed.failures() > maximum) {
      steps.push(new Discard(index, failed, Condition.RETRY_ATTEMPTS_EXHAUSTED));
    } else {
      tryAgain(failed, now);
    }
  }

  private void tryAgain(Batch batch, Instant now) {
    steps.push(new Invoke(index, batch));
    notBefore = now.plus(backoff.after(batch.failures() + batch.throttles()));
  }

  /** The delivery that was under way has ended. */
  void deliveryEnded(boolean delivered, Instant now) {
    Discard discard = (Discard) end();
    if (delivered) {
      failedDeliveries = 0;
      checkpoint.discarded(discard.batch().records());
    } else {
      failedDeliveries++;
      notBefore = now.plus(backoff.after(failedDeliveries));
      steps.push(discard);
    }
  }

  private Command end() {
    underWay = false;
    notBefore = Instant.EPOCH;
    return steps.pop();
  }
}
