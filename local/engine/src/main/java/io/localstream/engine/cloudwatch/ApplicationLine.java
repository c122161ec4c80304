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
 * A line of a function's application log.
 *
 * @param text the line
 * @param object the line, if it is a JSON object
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html">Log-level
 *     filtering</a>
 */
public record ApplicationLine(String text, Optional<ObjectNode> object) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** Parses any line. */
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
   * Returns the log event of this line.
   *
   * @param function the function that wrote it
   * @param stream the log stream
   * @param now the time of a line without a timestamp
   * @return the event; empty if its level is below the function's log level
   */
  public Optional<LogEvent> event(Deployment.Function function, String stream, Instant now) {
    boolean json = function.logging().format() == LogFormat.JSON;
    Optional<Instant> own = json ? timestamp() : Optional.empty();
    // Lambda ignores the level of a line without a valid timestamp.
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

  /** Returns the message with its stack trace; empty for a line of embedded metrics. */
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
