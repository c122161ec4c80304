package io.localstream.cli;

import java.time.Duration;
import java.time.Instant;

/**
 * The time of a run that {@code --for} limits. The time for which a function is stopped at a
 * breakpoint does not count. It has no clock.
 */
final class RunTime {
  private Duration left;
  private Instant last;

  RunTime(Duration limit, Instant start) {
    this.left = limit;
    this.last = start;
  }

  /**
   * Returns whether the time is up.
   *
   * @param stopped whether a function is stopped at a breakpoint
   */
  boolean isUp(boolean stopped, Instant now) {
    if (!stopped) {
      left = left.minus(Duration.between(last, now));
    }
    last = now;
    return left.isNegative() || left.isZero();
  }
}
