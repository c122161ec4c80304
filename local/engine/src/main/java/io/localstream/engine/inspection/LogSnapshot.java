package io.localstream.engine.inspection;

import io.localstream.engine.assembly.Deployment.LogLevel;
import java.time.Instant;
import java.util.Optional;

/**
 * A log event of a function.
 *
 * @param change the number of its change
 * @param time the timestamp
 * @param functionName the function
 * @param logStream the log stream; each execution environment has its own
 * @param requestId the request id of the invocation during which it was logged; empty outside of
 *     invocations
 * @param platform whether Lambda wrote the event, and not the function
 * @param level the log level
 * @param message the message
 */
public record LogSnapshot(
    long change,
    Instant time,
    String functionName,
    String logStream,
    Optional<String> requestId,
    boolean platform,
    LogLevel level,
    String message)
    implements Changing<LogSnapshot> {
  @Override
  public LogSnapshot changed(long number) {
    return new LogSnapshot(
        number, time, functionName, logStream, requestId, platform, level, message);
  }
}
