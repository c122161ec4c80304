package io.localstream.engine.inspection;

import io.localstream.engine.assembly.Deployment.LogLevel;
import java.time.Instant;
import java.util.Optional;

/**
 * An event of a function's log.
 *
 * @param change the number of its change
 * @param time when it was logged
 * @param functionName the function
 * @param logStream the log stream, one for each execution environment
 * @param requestId the invocation during which it was logged; empty where it was none
 * @param platform whether Lambda wrote it rather than the function
 * @param level how much it weighs
 * @param message what the log has
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
