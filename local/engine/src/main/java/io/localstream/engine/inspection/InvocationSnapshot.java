package io.localstream.engine.inspection;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An invocation of a function.
 *
 * @param change the number of its last change
 * @param functionName the function
 * @param requestId the invocation's id
 * @param logStream the log stream of its execution environment
 * @param started when it began
 * @param outcome how it ended
 * @param duration how long it took; empty while it is under way
 * @param coldStart how long its environment's init or restore took, where there was one
 * @param error what the function answered where it failed
 */
public record InvocationSnapshot(
    long change,
    String functionName,
    String requestId,
    String logStream,
    Instant started,
    Outcome outcome,
    Optional<Duration> duration,
    Optional<Duration> coldStart,
    Optional<String> error)
    implements Changing<InvocationSnapshot> {
  /** How an invocation ended. */
  public enum Outcome {
    UNDER_WAY,
    SUCCEEDED,
    FAILED
  }

  @Override
  public InvocationSnapshot changed(long number) {
    return new InvocationSnapshot(
        number, functionName, requestId, logStream, started, outcome, duration, coldStart, error);
  }
}
