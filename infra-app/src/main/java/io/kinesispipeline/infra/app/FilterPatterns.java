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
 * The patterns of an event source mapping's filter: lists of JSON texts, checked as far as Lambda
 * checks them when a mapping is created.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis-filtering.html">Using
 *     event filtering with a Kinesis event source</a>
 */
final class FilterPatterns {
  /** By default, Lambda takes five; more after an increase of the quota. */
  static final int MAX_PATTERNS = 10;

  static final int MAX_CHARACTERS = 4096;

  private static final String DATA = "data";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private FilterPatterns() {}

  /** The patterns of a JSON value: a list of objects, or of texts that hold one each. */
  static Optional<List<String>> fromJson(Object json) {
    return patterns(JSON.valueToTree(json));
  }

  /** The patterns of a text that holds such a list; an empty text is none. */
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

  /** What is wrong with a pattern, to be read after "must be an event pattern on data: ". */
  static Optional<String> problem(String pattern) {
    if (pattern.length() > MAX_CHARACTERS) {
      return Optional.of(
          "Lambda takes %,d characters, it has %,d".formatted(MAX_CHARACTERS, pattern.length()));
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
        return Optional.of("filters of Kinesis know only the key data, not " + key);
      }
    }
    return pattern.path(DATA).isObject()
        ? Optional.empty()
        : Optional.of("data is not a JSON object of rules");
  }
}
