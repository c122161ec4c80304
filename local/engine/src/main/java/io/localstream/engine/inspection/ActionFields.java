package io.localstream.engine.inspection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fields of a request for an action, from its JSON object. */
public final class ActionFields {
  private static final int WRONG = 400;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode object;

  private ActionFields(ObjectNode object) {
    this.object = object;
  }

  /**
   * Reads the fields; an empty body has none.
   *
   * @throws BadRequestException if the body is not a JSON object
   */
  public static ActionFields of(byte[] body) {
    try {
      JsonNode node = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
      if (node instanceof ObjectNode object) {
        return new ActionFields(object);
      }
    } catch (IOException e) {
      throw new BadRequestException(WRONG, "the body must be a JSON object: " + e.getMessage());
    }
    throw new BadRequestException(WRONG, "the body must be a JSON object");
  }

  /**
   * Refuses fields with other names.
   *
   * @throws BadRequestException if there is such a field
   */
  public void allow(List<String> names) {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!names.contains(name)) {
                throw new BadRequestException(
                    WRONG, "there is no field %s here, only %s".formatted(name, names));
              }
            });
  }

  /**
   * Returns a string.
   *
   * @throws BadRequestException if it is missing or not a string
   */
  public String text(String name) {
    return optionalText(name).orElseThrow(() -> wrong(name, "a string"));
  }

  /**
   * Returns a string that must be one of the known ones.
   *
   * @throws BadRequestException if it is another string, missing, or not a string
   */
  public String oneOf(String name, List<String> known) {
    String text = text(name);
    if (!known.contains(text)) {
      throw new BadRequestException(
          WRONG, "the field %s must be one of %s, was %s".formatted(name, known, text));
    }
    return text;
  }

  /**
   * Returns a string; empty if the field is missing or null.
   *
   * @throws BadRequestException if it is not a string
   */
  public Optional<String> optionalText(String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw wrong(name, "a string");
    }
    return Optional.of(value.textValue());
  }

  /**
   * Returns a number.
   *
   * @throws BadRequestException if it is missing or not a whole number
   */
  public long number(String name) {
    if (!object.path(name).canConvertToLong() || !object.path(name).isIntegralNumber()) {
      throw wrong(name, "a whole number");
    }
    return object.path(name).longValue();
  }

  /**
   * Returns a boolean.
   *
   * @throws BadRequestException if it is missing or not a boolean
   */
  public boolean truth(String name) {
    if (!object.path(name).isBoolean()) {
      throw wrong(name, "true or false");
    }
    return object.path(name).booleanValue();
  }

  /**
   * Returns a list of strings.
   *
   * @throws BadRequestException if it is not an array of strings
   */
  public List<String> texts(String name) {
    JsonNode array = object.path(name);
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.textValue()));
    if (!array.isArray() || texts.contains(null)) {
      throw wrong(name, "an array of strings");
    }
    return texts;
  }

  /** Returns any JSON; {@code {}} if it is missing. */
  public JsonNode json(String name) {
    return object.has(name) ? object.get(name) : JSON.createObjectNode();
  }

  private static BadRequestException wrong(String name, String form) {
    return new BadRequestException(WRONG, "the field %s must be %s".formatted(name, form));
  }
}
