package io.localstream.cli;

import io.localstream.engine.lifecycle.BackgroundTasks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Says when a run is to stop: it is asked to, it has done its part, or something it needs is gone.
 * The first of them counts. Being asked twice means at once.
 */
final class StopSignal {
  private boolean stopping;
  private boolean atOnce;
  private String failure;

  /** Asks the run to stop and drain; asked again, not to wait for that. */
  synchronized void request() {
    atOnce = stopping;
    stopping = true;
    notifyAll();
  }

  /** Stops the run because it has done what it was started for. */
  synchronized void done() {
    stopping = true;
    notifyAll();
  }

  /** Stops the run at once because it cannot go on. */
  synchronized void fail(String reason) {
    if (failure == null) {
      failure = reason;
    }
    stopping = true;
    atOnce = true;
    notifyAll();
  }

  synchronized boolean isStopping() {
    return stopping;
  }

  synchronized boolean isAtOnce() {
    return atOnce;
  }

  /** Why the run cannot go on, or null. */
  synchronized String failure() {
    return failure;
  }

  /** Waits until the run is to stop at once, or for the given time. */
  synchronized void awaitAtOnce(Duration atMost) throws InterruptedException {
    if (!atOnce) {
      TimeUnit.NANOSECONDS.timedWait(this, atMost.toNanos());
    }
  }

  /** Waits until the run is to stop, or for the given time. */
  synchronized void awaitStop(Duration atMost) throws InterruptedException {
    if (!stopping) {
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
