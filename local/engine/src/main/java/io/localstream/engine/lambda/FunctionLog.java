package io.localstream.engine.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.LogFormat;
import io.localstream.engine.assembly.Deployment.LogLevel;
import io.localstream.engine.cloudwatch.ApplicationLine;
import io.localstream.engine.cloudwatch.LogEvent;
import io.localstream.engine.time.EngineClock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The log stream of an execution environment, in the function's log format and at its log levels.
 */
final class FunctionLog {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

  private final Deployment.Function function;
  private final LogTail tail = new LogTail();
  private final Consumer<LogEvent> events;
  private final EngineClock clock;
  private final String stream;

  FunctionLog(Deployment.Function function, Consumer<LogEvent> events, EngineClock clock) {
    this.function = function;
    this.clock = clock;
    this.events = events.andThen(event -> tail.add(event.message()));
    String id = UUID.randomUUID().toString().replace("-", "");
    this.stream = DAY.format(now()) + "/[" + function.version() + "]" + id;
  }

  /** Returns the current time of the log. */
  Instant now() {
    return clock.instant();
  }

  String stream() {
    return stream;
  }

  /** Returns the end of the log of the current invocation. */
  LogTail tail() {
    return tail;
  }

  /** Logs a line of the function. Ignores empty lines. */
  void line(String text) {
    if (!text.isEmpty()) {
      ApplicationLine.parse(text).event(function, stream, now()).ifPresent(events);
    }
  }

  /**
   * Logs a message of the function's runtime, or of the function's {@code LambdaLogger}.
   *
   * @param requestId the invocation's id; empty outside of invocations
   */
  void message(LogLevel level, String text, String requestId) {
    if (function.logging().format() == LogFormat.TEXT) {
      text.lines().forEach(this::line);
    } else {
      ObjectNode json =
          JsonNodeFactory.instance
              .objectNode()
              .put("timestamp", now().truncatedTo(ChronoUnit.MILLIS).toString())
              .put("level", level.name())
              .put("message", text)
              .put("AWSRequestId", requestId);
      line(json.toString());
    }
  }

  /** Logs an event of Lambda. */
  void platform(PlatformEvent event) {
    Instant now = now();
    if (function.logging().format() == LogFormat.TEXT) {
      event.lines().forEach(line -> platform(now, LogLevel.INFO, line, Optional.empty(), line));
    } else if (event.level().compareTo(function.logging().systemLevel()) >= 0) {
      ObjectNode json = event.json(now);
      String text = String.join("\n", event.lines());
      platform(now, event.level(), json.toString(), Optional.of(json), text);
    }
  }

  private void platform(
      Instant now, LogLevel level, String message, Optional<ObjectNode> object, String text) {
    events.accept(new LogEvent(now, function, stream, true, level, message, object, text));
  }
}
