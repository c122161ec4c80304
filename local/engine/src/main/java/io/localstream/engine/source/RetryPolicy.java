package io.localstream.engine.source;

import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.source.Command.Condition;
import io.localstream.engine.source.Command.Discard;
import io.localstream.engine.source.Command.Invoke;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

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

  /**
   * What comes in place of a batch that was not processed.
   *
   * @param delay how long the first command waits
   * @param commands to invoke or to discard, in order
   */
  record Decision(Duration delay, List<Command> commands) {
    private static Decision atOnce(Command... commands) {
      return new Decision(Duration.ZERO, List.of(commands));
    }
  }

  /** What comes in place of sending a batch that is too old or too large; empty where it is not. */
  Optional<Decision> unsendable(Batch batch, Instant now) {
    Instant oldest = now.minus(maximumAge);
    Map<Boolean, List<StreamRecord>> byAge =
        batch.records().stream()
            .collect(Collectors.partitioningBy(record -> record.arrival().isBefore(oldest)));
    if (!byAge.get(true).isEmpty()) {
      Command expired = new Discard(batch.with(byAge.get(true)), Condition.RECORD_AGE_EXCEEDED);
      return Optional.of(
          byAge.get(false).isEmpty()
              ? Decision.atOnce(expired)
              : Decision.atOnce(expired, new Invoke(batch.with(byAge.get(false)))));
    }
    return InvocationEvent.bytes(batch.records()) > InvocationEvent.MAXIMUM_BYTES
        ? Optional.of(Decision.atOnce(new Discard(batch, Condition.RETRY_ATTEMPTS_EXHAUSTED)))
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
        ? Decision.atOnce(new Invoke(batch.before(middle)), new Invoke(batch.from(middle)))
        : attemptFailed(batch);
  }

  /** The function reported the record at an index: those before it are processed. */
  Decision failedFrom(int index, Batch batch) {
    Batch rest = batch.from(index);
    return bisect && index > 0 ? Decision.atOnce(new Invoke(rest)) : attemptFailed(rest);
  }

  private Decision attemptFailed(Batch batch) {
    Batch failed = batch.failed();
    return maximumRetryAttempts >= 0 && failed.failures() > maximumRetryAttempts
        ? Decision.atOnce(new Discard(failed, Condition.RETRY_ATTEMPTS_EXHAUSTED))
        : again(failed);
  }

  private Decision again(Batch batch) {
    Duration delay = backoff.after(batch.failures() + batch.throttles());
    return new Decision(delay, List.of(new Invoke(batch)));
  }
}
