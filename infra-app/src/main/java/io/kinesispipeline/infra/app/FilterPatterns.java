package io.kinesispipeline.infra.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.event.ruler.JsonRuleCompiler;

/**
 * The filter patterns of an event source mapping, with the checks that Lambda makes when it creates
 * a mapping.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis-filtering.html">Using
 *     event filtering with a Kinesis event source</a>
 */
final class FilterPatterns {
  /** Lambda's maximum after a quota increase; the default quota is five. */
  static final int MAX_PATTERNS = 10;

  static final int MAX_CHARACTERS = 4096;

  private static final String DATA = "data";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private FilterPatterns() {}

  /** Returns the patterns of a JSON value: a list of objects, or of texts with one object each. */
  static Optional<List<String>> fromJson(Object json) {
    return patterns(JSON.valueToTree(json));
  }

  /** Returns the patterns of a JSON text with such a list; none for an empty text. */
  static Optional<List<String>> fromText(String text) {
    try {
      return text.isEmpty() ? Optional.of(List.of()) : patterns(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Optional<List<String>> patterns(JsonNode list) {
    if (!list.isArray() || list.size() > MAX_PATTERNS) {
      return Optional.empty();
    }
    List<String> patterns = new ArrayList<>();
    for (JsonNode element : list) {
      if (element instanceof TextNode text) {
        patterns.add(text.textValue());
      } else if (element.isObject()) {
        patterns.add(element.toString());
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(List.copyOf(patterns));
  }

  /**
   * Returns what is wrong with a pattern, worded to follow "must be an event pattern on data: ".
   */
  static Optional<String> problem(String pattern) {
    if (pattern.length() > MAX_CHARACTERS) {
      return Optional.of(
          "Lambda accepts at most %,d characters, but it has %,d"
              .formatted(MAX_CHARACTERS, pattern.length()));
    }
    try {
      Optional<String> problem = problemOfKeys(JSON.readTree(pattern));
      if (problem.isEmpty()) {
        JsonRuleCompiler.compile(pattern);
      }
      return problem;
    } catch (JsonProcessingException e) {
      return Optional.of(e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("A text can always be read", e);
    }
  }

  private static Optional<String> problemOfKeys(JsonNode pattern) {
    if (!pattern.isObject()) {
      return Optional.of("it is not a JSON object");
    }
    for (String key : (Iterable<String>) pattern::fieldNames) {
      if (!key.equals(DATA)) {
        return Optional.of("filters of Kinesis support only the key data, not " + key);
      }
    }
    return pattern.path(DATA).isObject()
        ? Optional.empty()
        : Optional.of("data is not a JSON object of rules");
  }
}
