package io.localstream.engine;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been started and must be stopped again, the last one first. Thread-safe. */
final class RunningParts implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final PipelineListener listener;
  private boolean closed;

  RunningParts(PipelineListener listener) {
    this.listener = listener;
  }

  /**
   * Takes charge of a part.
   *
   * @return the part
   * @throws IllegalStateException when all were stopped meanwhile: this part is stopped too
   */
  <T extends AutoCloseable> T add(T part) {
    synchronized (this) {
      if (!closed) {
        parts.addFirst(part);
        return part;
      }
    }
    stop(part);
    throw new IllegalStateException("the run is over");
  }

  /** Stops all parts. One that fails to stop is reported and does not keep the others. */
  @Override
  public void close() {
    for (AutoCloseable part = next(); part != null; part = next()) {
      stop(part);
    }
  }

  private synchronized AutoCloseable next() {
    closed = true;
    return parts.pollFirst();
  }

  private void stop(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      listener.erred("Stopping: " + e);
    }
  }
}
