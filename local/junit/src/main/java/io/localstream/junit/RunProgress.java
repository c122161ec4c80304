package io.localstream.junit;

import io.localstream.engine.Pipeline;
import io.localstream.engine.records.RecordLedger;
import io.localstream.engine.time.EngineClock;
import java.time.Duration;

/**
 * Lets a run go on: until all is settled, or for a time.
 *
 * @param clock the run's clock
 * @param skipsWaits whether waits take no time
 * @param recorder knows why the run can't go on
 * @param ledger knows whether all records are settled
 * @param pipeline knows whether asynchronous invocations are pending
 */
record RunProgress(
    EngineClock clock,
    boolean skipsWaits,
    RunRecorder recorder,
    RecordLedger ledger,
    Pipeline pipeline) {
  /** Whatever waits is due by then: the longest retention is a year. */
  private static final Duration LONGEST = Duration.ofDays(366);

  /** A test that takes longer than this hangs. */
  private static final Duration REAL_LIMIT = Duration.ofSeconds(60);

  /**
   * Waits until all that was put is settled.
   *
   * @throws AssertionError when it never is, or the run can't go on
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
      throw new IllegalStateException("Time is skipped only where waits are: call skipWaits()");
    }
    clock.skip(time);
    recorder.noticed("(" + time + " were skipped)");
  }

  void advance(Duration time) throws InterruptedException {
    if (!clock.advance(time, time.plus(REAL_LIMIT))) {
      throw new AssertionError("The time did not pass: something is under way for too long");
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
