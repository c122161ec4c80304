package io.localstream.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * Decides how long a run that is to stop goes on with what is under way: for as long as it makes
 * progress. It has no clock: it is told what there is, and when.
 *
 * <p>A wait that is scheduled while the time without progress lasts gets its time, and what begins
 * at its end gets as much time again. A wait that is scheduled later does not: a function that
 * fails for ever would never let the run end.
 */
final class Drain {
  private final Duration timeout;
  private Object progress;
  private Instant quietUntil;
  private Instant deadline;

  /** Begins. The timeout is the longest time without progress; zero waits for nothing. */
  Drain(Duration timeout, Object progress, Instant now) {
    this.timeout = timeout;
    progressed(progress, now);
  }

  private void progressed(Object made, Instant now) {
    progress = made;
    quietUntil = now.plus(timeout);
    deadline = quietUntil;
  }

  /**
   * Tells whether to go on no longer.
   *
   * @param made what is equal to that of the last call where there was no progress
   * @param waits the ends of what is scheduled
   */
  boolean isOver(Object made, Collection<Instant> waits, Instant now) {
    if (!made.equals(progress)) {
      progressed(made, now);
    }
    if (now.isBefore(quietUntil)) {
      waits.stream().map(end -> end.plus(timeout)).filter(deadline::isBefore).forEach(this::extend);
    }
    return !now.isBefore(deadline);
  }

  private void extend(Instant later) {
    deadline = later.isAfter(deadline) ? later : deadline;
  }
}
