package io.localstream.engine.cloudwatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.LogLevel;
import java.time.Instant;
import java.util.Optional;

/**
 * An event of a function's log, as CloudWatch Logs would hold it.
 *
 * @param time when it happened
 * @param function whose log it is in
 * @param stream the log stream, one for each execution environment
 * @param platform whether Lambda wrote it rather than the function
 * @param level how much it weighs; {@code INFO} where it does not say
 * @param message what the log has
 * @param object the message, where it is a JSON object
 * @param text what a person reads of it, a line or several; empty where there is nothing to read
 */
public record LogEvent(
    Instant time,
    Deployment.Function function,
    String stream,
    boolean platform,
    LogLevel level,
    String message,
    Optional<ObjectNode> object,
    String text) {
  /**
   * A line of a log file: {@code timestamp} in epoch milliseconds, {@code logGroup}, {@code
   * logStream}, and {@code message}, which is an object where the function or Lambda wrote one, and
   * otherwise a text.
   *
   * @return the line
   */
  public ObjectNode toJson() {
    ObjectNode line =
        JsonNodeFactory.instance
            .objectNode()
            .put("timestamp", time.toEpochMilli())
            .put("logGroup", function.logging().group())
            .put("logStream", stream);
    if (object.isEmpty()) {
      return line.put("message", message);
    }
    if (message.indexOf('\r') >= 0) {
      return line.set("message", object.get());
    }
    // As it was written: a number of many digits keeps them.
    return line.putRawValue("message", new RawValue(message));
  }
}
