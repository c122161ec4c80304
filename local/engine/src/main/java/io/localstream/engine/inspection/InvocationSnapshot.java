package io.localstream.engine.inspection;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An invocation of a function.
 *
 * @param change the number of the invocation's last change
 * @param functionName the function
 * @param requestId the request id
 * @param logStream the log stream of the execution environment
 * @param started when the invocation began
 * @param outcome the outcome
 * @param duration the duration; empty while the invocation is running
 * @param coldStart the duration of init or restore, if this invocation was a cold start
 * @param error the function's error, if it failed
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
