package io.kinesispipeline.producer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/**
 * What the producer was invoked by: a <a
 * href="https://docs.aws.amazon.com/eventbridge/latest/ref/events-structure.html">scheduled
 * event</a>, or somebody by hand.
 *
 * @param id the event's id; the same when Lambda retries the invocation
 * @param time when the event was due
 */
public record Trigger(String id, Instant time) {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Reads an invocation's input, of which it needs {@code id} and {@code time} only.
   *
   * @param input JSON: a scheduled event, or {@code {}}
   * @param fallback what stands in for a missing id or time
   * @return the trigger
   * @throws IllegalArgumentException when the input is neither; the message says where
   */
  static Trigger read(InputStream input, Trigger fallback) throws IOException {
    try (JsonParser json = JSON.createParser(input)) {
      JsonToken first = json.nextToken();
      if (first == null) {
        return fallback;
      }
      if (first != JsonToken.START_OBJECT) {
        throw malformed("expected a JSON object, found " + json.getText(), null);
      }
      return readFields(json, fallback);
    } catch (JsonProcessingException e) {
      throw malformed("invalid JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Trigger readFields(JsonParser json, Trigger fallback) throws IOException {
    String id = fallback.id;
    Instant time = fallback.time;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "id" -> id = readText(json, field);
        case "time" -> time = readTime(json, field);
        default -> json.skipChildren();
      }
    }
    return new Trigger(id, time);
  }

  private static String readText(JsonParser json, String field) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING || json.getText().isBlank()) {
      throw malformed("'" + field + "' must be a text, was " + json.getText(), null);
    }
    return json.getText();
  }

  private static Instant readTime(JsonParser json, String field) throws IOException {
    String text = readText(json, field);
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw malformed(
          "'%s' must be a time such as 2025-06-02T12:00:00Z, was %s".formatted(field, text), e);
    }
  }

  private static IllegalArgumentException malformed(String problem, Throwable cause) {
    return new IllegalArgumentException(
        "the invocation's input is neither a scheduled event nor {}: " + problem, cause);
  }
}
