package io.localstream.engine.time;

/** A task of an {@link EngineTimer} that waits for its time. */
@FunctionalInterface
public interface Cancellable {
  /**
   * Cancels it.
   *
   * @return whether it was not due yet, and so never runs
   */
  boolean cancel();
}
