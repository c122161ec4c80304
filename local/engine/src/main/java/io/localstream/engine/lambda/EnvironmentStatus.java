package io.localstream.engine.lambda;

/**
 * What an execution environment does.
 *
 * @param logStream its log stream, which names it
 * @param state what it does now
 */
public record EnvironmentStatus(String logStream, EnvironmentState state) {
  /** What an execution environment can do. */
  public enum EnvironmentState {
    /** Its process has not started yet. */
    NEW,
    /** It starts, is restored, or runs an invocation. */
    BUSY,
    /** It waits to be restored from its snapshot. */
    SNAPSHOT,
    /** It waits for an event. */
    IDLE,
    /** Its process was stopped, or is about to be. */
    CLOSED
  }
}
