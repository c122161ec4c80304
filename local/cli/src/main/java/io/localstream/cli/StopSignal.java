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
import java.util.function.Supplier;

/**
 * Signals when a run stops: on a request, after its work, or after a failure. A second request
 * stops the run immediately.
 */
final class StopSignal {
  /** The state of a run. */
  enum State {
    RUNNING,
    DRAINING,
    STOPPED
  }

  private State state = State.RUNNING;
  private Optional<String> failure = Optional.empty();
  private Optional<Thread> starting = Optional.empty();

  /** Requests that the run drains and stops. A second request stops it immediately. */
  synchronized void request() {
    reach(is(State.DRAINING) ? State.STOPPED : State.DRAINING);
    starting.ifPresent(Thread::interrupt);
  }

  /**
   * Runs a task before the run starts. A request interrupts it.
   *
   * @return the result of the task; if it ended in spite of a request, the run starts and stops
   */
  <T> T interrupting(Supplier<T> task) {
    startingOn(Optional.of(Thread.currentThread()));
    try {
      return task.get();
    } finally {
      startingOn(Optional.empty());
      // The interrupt was for the task only: the run itself reads the state.
      Thread.interrupted();
    }
  }

  private synchronized void startingOn(Optional<Thread> thread) {
    starting = thread;
  }

  /** Drains and stops the run after its work. */
  void done() {
    reach(State.DRAINING);
  }

  /** Stops the run immediately, because it cannot continue. */
  synchronized void fail(String reason) {
    failure = failure.or(() -> Optional.of(reason));
    reach(State.STOPPED);
  }

  private synchronized void reach(State next) {
    state = is(next) ? state : next;
    notifyAll();
  }

  /** Returns whether the run is in this state or a later one. */
  synchronized boolean is(State reached) {
    return state.compareTo(reached) >= 0;
  }

  /** Returns why the run cannot continue. */
  synchronized Optional<String> failure() {
    return failure;
  }

  /** Waits for this state or a later one, at most for the given time. */
  synchronized void await(State awaited, Duration atMost) throws InterruptedException {
    if (!is(awaited)) {
      TimeUnit.NANOSECONDS.timedWait(this, atMost.toNanos());
    }
  }

  /**
   * Treats each line of the input, and its end, as a request. The input ends when the parent
   * process ends.
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
      // Treated as the end of the input.
    }
    request();
  }
}
