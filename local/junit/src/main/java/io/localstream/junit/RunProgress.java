package io.localstream.junit;

import io.localstream.engine.Pipeline;
import io.localstream.engine.records.RecordLedger;
import io.localstream.engine.time.EngineClock;
import java.time.Duration;

/**
 * Lets time pass in a run: until everything is settled, or for a duration.
 *
 * @param clock the run's clock
 * @param skipsWaits whether the clock skips waits
 * @param recorder has the reason if the run is broken
 * @param ledger knows whether all records are settled
 * @param pipeline knows whether asynchronous invocations are pending
 */
record RunProgress(
    EngineClock clock,
    boolean skipsWaits,
    RunRecorder recorder,
    RecordLedger ledger,
    Pipeline pipeline) {
  /** All waits are shorter: the longest retention period is 365 days. */
  private static final Duration LONGEST = Duration.ofDays(366);

  /** The limit in real time, so that a test cannot hang. */
  private static final Duration REAL_LIMIT = Duration.ofSeconds(60);

  /**
   * Waits until the pipeline is idle, if it skips waits: the first reads of the shards then do not
   * return what the test puts, and all later reads happen while the test waits.
   */
  void awaitIdle() throws InterruptedException {
    if (skipsWaits) {
      boolean unused = clock.await(() -> true, LONGEST, REAL_LIMIT);
    }
  }

  /**
   * Waits until all records and asynchronous invocations are settled.
   *
   * @throws AssertionError if that does not happen, or the run is broken
   */
  void awaitSettled() throws InterruptedException {
    boolean settled = clock.await(() -> isSettled() || isBroken(), LONGEST, REAL_LIMIT);
    requireUnbroken();
    if (!settled) {
      throw new AssertionError(
          "Not settled: %d invocations are pending, and these records: %s"
              .formatted(pipeline.pendingInvocations(), ledger.balances()));
    }
  }

  void skip(Duration time) {
    if (!skipsWaits) {
      throw new IllegalStateException(
          "Cannot skip time, because the pipeline does not skip waits: call skipWaits() on it");
    }
    clock.skip(time);
    recorder.noticed("(skipped " + time + ")");
  }

  void advance(Duration time) throws InterruptedException {
    if (!clock.advance(time, time.plus(REAL_LIMIT))) {
      throw new AssertionError("The time did not pass: an invocation or a request took too long");
    }
    requireUnbroken();
  }

  private boolean isSettled() {
    return ledger.isSettled() && pipeline.pendingInvocations() == 0;
  }

  private boolean isBroken() {
    return !recorder.broken().isEmpty();
  }

  private void requireUnbroken() {
    if (isBroken()) {
      throw new AssertionError(String.join("\n", recorder.broken()));
    }
  }
}
