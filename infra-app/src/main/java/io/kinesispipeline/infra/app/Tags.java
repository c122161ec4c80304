package io.kinesispipeline.infra.app;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads tags and checks them against the limits of AWS.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html">
 *     Tag naming limits</a>
 */
final class Tags {
  private static final int MAX_TAGS = 50;
  private static final Pattern KEY =
      Pattern.compile("(?!(?i)aws:)[\\p{L}\\p{N} _.:/=+\\-@]{1,128}");
  private static final Pattern VALUE = Pattern.compile("[\\p{L}\\p{N} _.:/=+\\-@]{0,256}");

  private Tags() {}

  /** Returns the tags of a JSON object, or empty if it is not an object or a tag is not valid. */
  static Optional<Map<String, String>> parse(Object json) {
    if (!(json instanceof Map<?, ?> object) || object.size() > MAX_TAGS) {
      return Optional.empty();
    }
    Map<String, String> tags = new TreeMap<>();
    for (Map.Entry<?, ?> tag : object.entrySet()) {
      String key = tag.getKey().toString();
      if (!(tag.getValue() instanceof String value)
          || !KEY.matcher(key).matches()
          || !VALUE.matcher(value).matches()) {
        return Optional.empty();
      }
      tags.put(key, value);
    }
    return Optional.of(tags);
  }
}
