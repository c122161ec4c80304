package io.localstream.engine.cloudwatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.LogLevel;
import java.time.Instant;
import java.util.Optional;

/**
 * A log event of a function, as CloudWatch Logs stores it.
 *
 * @param stream the log stream, one for each execution environment
 * @param platform whether Lambda wrote the event, and not the function
 * @param level the log level; {@code INFO} by default
 * @param message the message in the log
 * @param object the message, if it is a JSON object
 * @param text the lines to show to a user; may be empty
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
   * Returns the line of the log file: {@code timestamp} in epoch milliseconds, {@code logGroup},
   * {@code logStream}, and {@code message}, an object if the function or Lambda wrote one, and
   * otherwise a string.
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
    // The original text keeps all digits of a number.
    return line.putRawValue("message", new RawValue(message));
  }
}
