package io.localstream.cli;

import io.localstream.engine.lifecycle.BackgroundTasks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Says when a run is to stop: it is asked to, it has done its part, or something it needs is gone.
 * The first of them counts. Being asked twice means at once.
 */
final class StopSignal {
  /** How far a run is to go on. */
  enum State {
    RUNNING,
    DRAINING,
    STOPPED
  }

  private State state = State.RUNNING;
  private Optional<String> failure = Optional.empty();

  /** Asks the run to stop and drain; asked again, not to wait for that. */
  synchronized void request() {
    reach(is(State.DRAINING) ? State.STOPPED : State.DRAINING);
  }

  /** Stops the run because it has done what it was started for. */
  void done() {
    reach(State.DRAINING);
  }

  /** Stops the run at once because it cannot go on. */
  synchronized void fail(String reason) {
    failure = failure.or(() -> Optional.of(reason));
    reach(State.STOPPED);
  }

  private synchronized void reach(State next) {
    state = is(next) ? state : next;
    notifyAll();
  }

  /** Whether the run is to be in this state, or in a later one. */
  synchronized boolean is(State reached) {
    return state.compareTo(reached) >= 0;
  }

  /** Why the run cannot go on. */
  synchronized Optional<String> failure() {
    return failure;
  }

  /** Waits for this state or a later one, or for the given time. */
  synchronized void await(State awaited, Duration atMost) throws InterruptedException {
    if (!is(awaited)) {
      TimeUnit.NANOSECONDS.timedWait(this, atMost.toNanos());
    }
  }

  /**
   * Takes each line of the input, and its end, as a request: the end means that the parent is gone.
   */
  void listenTo(InputStream in) {
    new BackgroundTasks(this::fail).run("reader of stop requests", () -> requestAtEachLine(in));
  }

  private void requestAtEachLine(InputStream in) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      while (lines.readLine() != null) {
        request();
      }
    } catch (IOException e) {
      // An input that breaks has ended.
    }
    request();
  }
}
