package io.localstream.engine.lambda;

/**
 * The status of an execution environment.
 *
 * @param logStream the environment's log stream, which identifies it
 * @param state the current state
 */
public record EnvironmentStatus(String logStream, EnvironmentState state) {
  /** The state of an execution environment. */
  public enum EnvironmentState {
    /** Its process has not started yet. */
    NEW,
    /** It is starting, is being restored, or runs an invocation. */
    BUSY,
    /** It waits to be restored from its snapshot. */
    SNAPSHOT,
    /** It waits for an event. */
    IDLE,
    /** Its process has ended, or is ending. */
    CLOSED
  }
}
