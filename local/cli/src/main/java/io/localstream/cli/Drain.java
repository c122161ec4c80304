package io.localstream.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * Decides how long a stopping run waits for work in progress: as long as there is progress. It has
 * no clock.
 *
 * <p>A wait that is scheduled within the timeout extends the deadline to its end plus the timeout.
 * A wait that is scheduled later does not. Otherwise, a run with a function that always fails would
 * never end.
 */
final class Drain {
  private final Duration timeout;
  private Object progress;
  private Instant quietUntil;
  private Instant deadline;

  /** Starts. The timeout is the longest time without progress; with zero, the run does not wait. */
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
   * Returns whether the run stops waiting.
   *
   * @param made the progress; equal to that of the last call if there was none since
   * @param waits the ends of scheduled waits
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
