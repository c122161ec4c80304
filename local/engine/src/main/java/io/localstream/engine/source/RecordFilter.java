package io.localstream.engine.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import software.amazon.event.ruler.Machine;

/**
 * A mapping's {@code FilterCriteria}: patterns on a record's {@code data} in the syntax of
 * EventBridge. EventBridge's own matcher evaluates them. A record is sent if one of the patterns
 * matches, or if there are no patterns. A record whose data is not JSON matches no pattern.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis-filtering.html">Using
 *     event filtering with a Kinesis event source</a>
 */
final class RecordFilter {
  private static final String DATA = "data";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Machine machine = Machine.builder().build();

  /**
   * Compiles patterns.
   *
   * @param patterns the patterns, in JSON
   * @throws IllegalArgumentException if a pattern is malformed, or is on a field other than {@code
   *     data}, which Lambda does not support for Kinesis
   */
  RecordFilter(List<String> patterns) {
    for (String pattern : patterns) {
      requireOnData(pattern);
      try {
        machine.addRule(pattern, pattern);
      } catch (JsonProcessingException e) {
        throw malformed(pattern, e.getOriginalMessage());
      } catch (IOException e) {
        throw new UncheckedIOException("A text can always be read", e);
      }
    }
  }

  private static void requireOnData(String pattern) {
    JsonNode rules;
    try {
      rules = JSON.readTree(pattern);
    } catch (JsonProcessingException e) {
      throw malformed(pattern, e.getOriginalMessage());
    }
    if (!rules.isObject()) {
      throw malformed(pattern, "it must be a JSON object");
    }
    for (Map.Entry<String, JsonNode> rule : rules.properties()) {
      if (!rule.getKey().equals(DATA)) {
        throw malformed(pattern, "Kinesis filters support only data, not " + rule.getKey());
      }
      if (!rule.getValue().isObject()) {
        throw malformed(pattern, "data must be a JSON object of rules");
      }
    }
  }

  private static IllegalArgumentException malformed(String pattern, String problem) {
    return new IllegalArgumentException("Filter pattern " + pattern + ": " + problem);
  }

  /** Returns whether a record with this data is sent to the function. */
  boolean selects(byte[] data) {
    if (machine.isEmpty()) {
      return true;
    }
    JsonNode event;
    try {
      event = JSON.readTree(data);
    } catch (IOException e) {
      return false;
    }
    return !event.isMissingNode()
        && !machine.rulesForJSONEvent(JSON.createObjectNode().set(DATA, event)).isEmpty();
  }
}
