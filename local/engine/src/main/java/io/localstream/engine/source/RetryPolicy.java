package io.localstream.engine.source;

import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.source.Command.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a mapping does with a batch that was not processed: sends it again, bisects it, or discards
 * it.
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
 * @param bisect {@code BisectBatchOnFunctionError}
 * @param maximumRetryAttempts {@code MaximumRetryAttempts}, -1 for any number
 * @param maximumAge {@code MaximumRecordAgeInSeconds}, at most the stream's retention
 * @param backoff how long retries wait
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">Retain
 *     discarded batch records</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html">Bisecting
 *     a batch</a>
 */
record RetryPolicy(boolean bisect, int maximumRetryAttempts, Duration maximumAge, Backoff backoff) {

  static RetryPolicy of(EventSourceMapping mapping, Duration retention, RandomGenerator random) {
    return new RetryPolicy(
        mapping.bisectBatchOnFunctionError(),
        mapping.maximumRetryAttempts(),
        mapping.maximumRecordAge().filter(age -> age.compareTo(retention) < 0).orElse(retention),
        new Backoff(random));
  }

  /** What comes in place of a batch that was not processed. */
  sealed interface Decision {}

  /** These batches are sent in order, the first of them after the delay. */
  record Retry(Duration delay, List<Batch> batches) implements Decision {
    private static Retry atOnce(Batch... batches) {
      return new Retry(Duration.ZERO, List.of(batches));
    }
  }

  /** The batch is discarded. */
  record GiveUp(Batch batch, Condition condition) implements Decision {}

  /** The part of a batch that may not be sent any more, or is too large to be sent. */
  Optional<GiveUp> unsendable(Batch batch, Instant now) {
    Instant oldest = now.minus(maximumAge);
    List<StreamRecord> expired =
        batch.records().stream().filter(record -> record.arrival().isBefore(oldest)).toList();
    if (!expired.isEmpty()) {
      return Optional.of(new GiveUp(batch.with(expired), Condition.RECORD_AGE_EXCEEDED));
    }
    return InvocationEvent.bytes(batch.records()) > InvocationEvent.MAXIMUM_BYTES
        ? Optional.of(new GiveUp(batch, Condition.RETRY_ATTEMPTS_EXHAUSTED))
        : Optional.empty();
  }

  /** The invocation was throttled, which does not count as an attempt. */
  Decision throttled(Batch batch) {
    return again(batch.throttled());
  }

  /** The function failed the whole batch. */
  Decision failed(Batch batch) {
    int middle = batch.size() / 2;
    return bisect && middle > 0
        ? Retry.atOnce(batch.before(middle), batch.from(middle))
        : attemptFailed(batch);
  }

  /** The function reported the record at an index: those before it are processed. */
  Decision failedFrom(int index, Batch batch) {
    Batch rest = batch.from(index);
    return bisect && index > 0 ? Retry.atOnce(rest) : attemptFailed(rest);
  }

  private Decision attemptFailed(Batch batch) {
    Batch failed = batch.failed();
    return maximumRetryAttempts >= 0 && failed.failures() > maximumRetryAttempts
        ? new GiveUp(failed, Condition.RETRY_ATTEMPTS_EXHAUSTED)
        : again(failed);
  }

  private Decision again(Batch batch) {
    return new Retry(backoff.after(batch.failures() + batch.throttles()), List.of(batch));
  }
}
