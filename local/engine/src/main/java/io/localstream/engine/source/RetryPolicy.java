package io.localstream.engine.source;

import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.source.Command.Discard;
import io.localstream.engine.source.Command.DiscardCondition;
import io.localstream.engine.source.Command.Invoke;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Decides what a mapping does with a batch that was not processed: send it again, bisect it, or
 * discard it. The page {@code docs/event-source-mapping.md} says which rules were recorded on AWS,
 * which are documented, and which are assumed.
 *
 * @param bisect {@code BisectBatchOnFunctionError}
 * @param maximumRetryAttempts {@code MaximumRetryAttempts}, -1 for any number
 * @param maximumAge {@code MaximumRecordAgeInSeconds}, at most the stream's retention
 * @param attempts the backoff between two attempts
 * @param throttles the backoff after throttled invocations
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">Retain
 *     discarded batch records</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html">Bisecting
 *     a batch</a>
 */
record RetryPolicy(
    boolean bisect,
    int maximumRetryAttempts,
    Duration maximumAge,
    Backoff attempts,
    Backoff throttles) {

  static RetryPolicy of(EventSourceMapping mapping, Duration retention, RandomGenerator random) {
    return new RetryPolicy(
        mapping.bisectBatchOnFunctionError(),
        mapping.maximumRetryAttempts(),
        mapping.maximumRecordAge().filter(age -> age.compareTo(retention) < 0).orElse(retention),
        Backoff.betweenAttempts(random),
        Backoff.betweenRequests(random));
  }

  /**
   * The commands that replace a batch that was not processed.
   *
   * @param delay the wait before the first command
   * @param commands Invoke and Discard commands, in order
   */
  record RetryDecision(Duration delay, List<Command> commands) {
    private static RetryDecision atOnce(Command... commands) {
      return new RetryDecision(Duration.ZERO, List.of(commands));
    }
  }

  /**
   * Returns what to do instead of sending a batch that is too old or too large; empty if the batch
   * can be sent.
   */
  Optional<RetryDecision> unsendable(Batch batch, Instant now) {
    Instant oldest = now.minus(maximumAge);
    Map<Boolean, List<StreamRecord>> byAge =
        batch.records().stream()
            .collect(Collectors.partitioningBy(record -> record.arrival().isBefore(oldest)));
    if (!byAge.get(true).isEmpty()) {
      Command expired =
          new Discard(batch.with(byAge.get(true)), DiscardCondition.RECORD_AGE_EXCEEDED);
      return Optional.of(
          byAge.get(false).isEmpty()
              ? RetryDecision.atOnce(expired)
              : RetryDecision.atOnce(expired, new Invoke(batch.with(byAge.get(false)))));
    }
    return InvocationEvent.bytes(batch.records()) > InvocationEvent.MAXIMUM_BYTES
        ? Optional.of(
            RetryDecision.atOnce(
                new Discard(batch, DiscardCondition.MAXIMUM_PAYLOAD_SIZE_EXCEEDED)))
        : Optional.empty();
  }

  /** Returns what to do if the invocation was throttled, which does not count as an attempt. */
  RetryDecision throttled(Batch batch) {
    Batch throttled = batch.throttled();
    return later(throttled, throttles.after(throttled.throttles()));
  }

  /** Returns what to do if the function failed the whole batch. */
  RetryDecision failed(Batch batch) {
    int middle = batch.size() / 2;
    return bisect && middle > 0
        ? RetryDecision.atOnce(new Invoke(batch.before(middle)), new Invoke(batch.from(middle)))
        : attemptFailed(batch);
  }

  /**
   * Returns what to do if the function reported the record at an index. If it is not the first
   * record, the response made progress, and the attempts of the remaining records start again. If
   * it is the first record, the batch is not split, and the attempt counts as failed, so that the
   * retries end.
   */
  RetryDecision failedFrom(int index, Batch batch) {
    return index > 0
        ? RetryDecision.atOnce(new Invoke(batch.afreshFrom(index)))
        : attemptFailed(batch);
  }

  private RetryDecision attemptFailed(Batch batch) {
    Batch failed = batch.failed();
    return maximumRetryAttempts >= 0 && failed.failures() > maximumRetryAttempts
        ? RetryDecision.atOnce(new Discard(failed, DiscardCondition.RETRY_ATTEMPTS_EXHAUSTED))
        : later(failed, attempts.after(failed.failures()));
  }

  private static RetryDecision later(Batch batch, Duration delay) {
    return new RetryDecision(delay, List.of(new Invoke(batch)));
  }
}
