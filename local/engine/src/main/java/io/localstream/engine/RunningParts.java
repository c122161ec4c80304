package io.localstream.engine;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What has been started and must be stopped again, the last one first: when asked to, or else when
 * the JVM stops. Thread-safe.
 */
final class RunningParts {
  /** Stops a part, and says whether what is under way may end in its own time. */
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

  /** Takes charge of a part that is stopped by closing it. */
  <T extends AutoCloseable> T add(T part) {
    return add(part, waiting -> part.close());
  }

  /**
   * Takes charge of a part.
   *
   * @param stop how it is stopped
   * @return the part
   * @throws IllegalStateException when all were stopped meanwhile: this part is stopped too
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
   * Stops all parts. One that fails to stop is reported and does not keep the others.
   *
   * @param waiting whether what is under way may end in its own time
   */
  void stop(boolean waiting) {
    stopAll(waiting);
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM is stopping: the hook has done the same.
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
