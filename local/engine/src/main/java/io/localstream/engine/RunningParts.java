package io.localstream.engine;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The started parts of a run. Stops them in reverse order, at the latest when the JVM stops.
 * Thread-safe.
 */
final class RunningParts {
  /** Stops a part. {@code waiting} says whether the part waits for its work in progress. */
  @FunctionalInterface
  interface Stop {
    void stop(boolean waiting) throws Exception;
  }

  private final Deque<Stop> parts = new ArrayDeque<>();
  private final PipelineListener listener;
  private final Thread atExit = new Thread(() -> stopAll(false), "stop-everything");
  private boolean closed;

  RunningParts(PipelineListener listener) {
    this.listener = listener;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Adds a part, which its {@code close} method stops. */
  <T extends AutoCloseable> T add(T part) {
    return add(part, waiting -> part.close());
  }

  /**
   * Adds a part.
   *
   * @param stop stops the part
   * @return the part
   * @throws IllegalStateException if the run has already stopped; the part is stopped too
   */
  <T> T add(T part, Stop stop) {
    synchronized (this) {
      if (!closed) {
        parts.addFirst(stop);
        return part;
      }
    }
    stop(stop, false);
    throw new IllegalStateException("the run is over");
  }

  /**
   * Stops all parts. Reports a part that fails to stop, and continues with the others.
   *
   * @param waiting whether the parts wait for their work in progress
   */
  void stop(boolean waiting) {
    stopAll(waiting);
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM is stopping, and runs the shutdown hook.
    }
  }

  private void stopAll(boolean waiting) {
    for (Stop part = next(); part != null; part = next()) {
      stop(part, waiting);
    }
  }

  private synchronized Stop next() {
    closed = true;
    return parts.pollFirst();
  }

  private void stop(Stop part, boolean waiting) {
    try {
      part.stop(waiting);
    } catch (Exception e) {
      listener.erred("Stopping: " + e);
    }
  }
}
