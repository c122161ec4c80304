package io.localstream.engine.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import io.localstream.engine.lifecycle.StartException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The evaluated properties of a resource. It tracks which properties were read, so that {@link
 * #rejectOthers()} can report properties that the local run does not support.
 */
final class Properties {
  private static final Pattern DESTINATION = Pattern.compile("arn:[\\w-]+:(sqs|sns|s3):.+");

  private final String where;
  private final String path;
  private final JsonNode values;
  private final Set<String> known = new HashSet<>();
  private final List<Properties> nested = new ArrayList<>();

  Properties(String where, JsonNode values) {
    this(where, "", values);
  }

  private Properties(String where, String path, JsonNode values) {
    this.where = where;
    this.path = path;
    this.values = values;
  }

  Optional<String> text(String name) {
    JsonNode value = get(name);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isValueNode() || value.isNull()) {
      throw error(name, "must be a string, was " + value);
    }
    return Optional.of(value.asText());
  }

  String requiredText(String name) {
    return text(name).orElseThrow(() -> error(name, "is missing"));
  }

  String requiredText(String name, Pattern form, String requirement) {
    String text = requiredText(name);
    if (!form.matcher(text).matches()) {
      throw error(name, requirement + ", was " + text);
    }
    return text;
  }

  /** Returns a whole number, which a template may also write as a string. */
  int integer(String name, int minimum, int maximum, int otherwise) {
    String text = text(name).orElse(Integer.toString(otherwise));
    try {
      int value = Integer.parseInt(text);
      if (value >= minimum && value <= maximum) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Reported below, with the range.
    }
    throw error(name, "must be %d to %d, was %s".formatted(minimum, maximum, text));
  }

  boolean flag(String name, boolean otherwise) {
    return oneOf(name, List.of("true", "false"), Boolean.toString(otherwise)).equals("true");
  }

  String oneOf(String name, List<String> choices, String otherwise) {
    String value = text(name).orElse(otherwise);
    if (!choices.contains(value)) {
      throw error(name, "must be %s, was %s".formatted(String.join(" or ", choices), value));
    }
    return value;
  }

  /** Returns the ARN of the on-failure destination. */
  Optional<String> onFailure() {
    Properties onFailure = object("DestinationConfig").object("OnFailure");
    return onFailure.values.has("Destination")
        ? Optional.of(
            onFailure.requiredText(
                "Destination",
                DESTINATION,
                "must be the ARN of an SQS queue, an SNS topic or an S3 bucket"))
        : Optional.empty();
  }

  /** Returns the properties of an object; no properties if it is not set. */
  Properties object(String name) {
    return nest(name, get(name));
  }

  List<Properties> objects(String name) {
    List<Properties> objects = new ArrayList<>();
    for (JsonNode element : list(name)) {
      objects.add(nest(name + "[" + objects.size() + "]", element));
    }
    return objects;
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : list(name)) {
      if (!element.isValueNode() || element.isNull()) {
        throw error(name, "must be a list of strings, had the element " + element);
      }
      texts.add(element.asText());
    }
    return texts;
  }

  /** Returns the objects of a list, or a single object. */
  List<Properties> oneOrMoreObjects(String name) {
    return get(name).isArray() ? objects(name) : List.of(object(name));
  }

  /** Returns the strings of a list that is not empty, or a single string. */
  List<String> oneOrMoreTexts(String name) {
    List<String> texts = get(name).isArray() ? texts(name) : List.of(requiredText(name));
    if (texts.isEmpty()) {
      throw error(name, "must not be empty");
    }
    return texts;
  }

  /** Returns the names of all properties that are set. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    values.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Returns the strings of an object whose keys the user chooses. */
  Map<String, String> textsByKey(String name) {
    Properties object = object(name);
    Map<String, String> texts = new LinkedHashMap<>();
    object.names().forEach(key -> texts.put(key, object.requiredText(key)));
    return texts;
  }

  /** Accepts properties that make no difference to the local run. */
  Properties ignoring(String... names) {
    known.addAll(Arrays.asList(names));
    return this;
  }

  /** Rejects a property. */
  Properties refuse(String name) {
    if (values.has(name)) {
      throw notSupported(name);
    }
    return this;
  }

  /**
   * Rejects each property that was neither read nor accepted.
   *
   * @throws StartException naming the first such property
   */
  void rejectOthers() {
    for (String name : (Iterable<String>) values::fieldNames) {
      if (!known.contains(name)) {
        throw notSupported(name);
      }
    }
    nested.forEach(Properties::rejectOthers);
  }

  private StartException notSupported(String name) {
    return error(name, "is not supported by the local run: remove it");
  }

  StartException error(String name, String problem) {
    return new StartException("%s: %s%s %s.".formatted(where, path, name, problem));
  }

  private JsonNode get(String name) {
    known.add(name);
    return values.path(name);
  }

  private JsonNode list(String name) {
    JsonNode value = get(name);
    if (!value.isMissingNode() && !value.isArray()) {
      throw error(name, "must be a list, was " + value);
    }
    return value;
  }

  private Properties nest(String name, JsonNode value) {
    if (!value.isMissingNode() && !value.isObject()) {
      throw error(name, "must be an object, was " + value);
    }
    Properties object = new Properties(where, path + name + ".", value);
    nested.add(object);
    return object;
  }
}
