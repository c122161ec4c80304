package io.localstream.engine.cloudwatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.LogFormat;
import io.localstream.engine.assembly.Deployment.LogLevel;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A line that a function wrote.
 *
 * @param text the line
 * @param object the line, where it is a JSON object
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html">Log-level
 *     filtering</a>
 */
public record ApplicationLine(String text, Optional<ObjectNode> object) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /**
   * Reads a line, whatever it is.
   *
   * @param text the line
   * @return the line, and the object that it holds
   */
  public static ApplicationLine parse(String text) {
    return new ApplicationLine(text, object(text));
  }

  private static Optional<ObjectNode> object(String text) {
    if (!text.stripLeading().startsWith("{")) {
      return Optional.empty();
    }
    try {
      return JSON.readTree(text) instanceof ObjectNode node ? Optional.of(node) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /**
   * The event of a function's log that this line makes.
   *
   * @param function who wrote it
   * @param stream the log stream
   * @param now when it was read, for a line that does not say its time
   * @return the event; empty where the function's log level drops it
   */
  public Optional<LogEvent> event(Deployment.Function function, String stream, Instant now) {
    boolean json = function.logging().format() == LogFormat.JSON;
    Optional<Instant> own = json ? timestamp() : Optional.empty();
    // Lambda takes no level from a line without a valid time.
    LogLevel level = own.flatMap(time -> level()).orElse(LogLevel.INFO);
    if (json && level.compareTo(function.logging().applicationLevel()) < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new LogEvent(
            own.orElse(now), function, stream, false, level, text, object, readable(json)));
  }

  private Optional<Instant> timestamp() {
    try {
      return member("timestamp").map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Optional<LogLevel> level() {
    return member("level")
        .flatMap(
            name ->
                Arrays.stream(LogLevel.values())
                    .filter(level -> level.name().equalsIgnoreCase(name))
                    .findFirst());
  }

  private Optional<String> member(String name) {
    return object.map(line -> line.get(name)).map(JsonNode::textValue);
  }

  /** The message with its stack trace; nothing of a line that is there for its metrics. */
  private String readable(boolean json) {
    if (object.filter(line -> line.has("_aws")).isPresent()) {
      return "";
    }
    if (!json || object.isEmpty()) {
      return text;
    }
    JsonNode trace = object.get().path("stackTrace");
    Stream<String> traceLines =
        trace.isTextual() ? Stream.of(trace.asText()) : trace.valueStream().map(JsonNode::asText);
    return Stream.concat(Stream.of(member("message").orElse(text)), traceLines)
        .collect(Collectors.joining("\n"));
  }
}
