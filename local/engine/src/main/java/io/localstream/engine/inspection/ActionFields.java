package io.localstream.engine.inspection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fields of a request to do something: those of a JSON object. */
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
   * @throws BadRequestException where the body is not a JSON object
   */
  static ActionFields of(byte[] body) {
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
   * Refuses fields of other names.
   *
   * @throws BadRequestException where there is one
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
   * Returns a text.
   *
   * @throws BadRequestException where it is missing or not a text
   */
  public String text(String name) {
    return optionalText(name).orElseThrow(() -> wrong(name, "a text"));
  }

  /**
   * Returns a text that is one of some.
   *
   * @throws BadRequestException where it is another
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
   * Returns a text, if there is one.
   *
   * @throws BadRequestException where it is not a text
   */
  public Optional<String> optionalText(String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw wrong(name, "a text");
    }
    return Optional.of(value.textValue());
  }

  /**
   * Returns a number.
   *
   * @throws BadRequestException where it is missing or not a whole number
   */
  public long number(String name) {
    if (!object.path(name).canConvertToLong() || !object.path(name).isIntegralNumber()) {
      throw wrong(name, "a whole number");
    }
    return object.path(name).longValue();
  }

  /**
   * Returns a truth value.
   *
   * @throws BadRequestException where it is missing or none
   */
  public boolean truth(String name) {
    if (!object.path(name).isBoolean()) {
      throw wrong(name, "true or false");
    }
    return object.path(name).booleanValue();
  }

  /**
   * Returns texts.
   *
   * @throws BadRequestException where it is not an array of texts
   */
  public List<String> texts(String name) {
    JsonNode array = object.path(name);
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.textValue()));
    if (!array.isArray() || texts.contains(null)) {
      throw wrong(name, "an array of texts");
    }
    return texts;
  }

  /** Returns any JSON; {@code {}} where it is missing. */
  public JsonNode json(String name) {
    return object.has(name) ? object.get(name) : JSON.createObjectNode();
  }

  private static BadRequestException wrong(String name, String form) {
    return new BadRequestException(WRONG, "the field %s must be %s".formatted(name, form));
  }
}
