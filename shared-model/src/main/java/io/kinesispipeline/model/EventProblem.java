package io.kinesispipeline.model;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Describes why data is not an event, with only the field, the expected type, the token that was
 * found, and the position. The parser's messages are not used, because they quote the data.
 */
final class EventProblem {
  private final JsonParser json;
  private final DeserializationConfig config;

  /**
   * Describes the errors of one record.
   *
   * @param json the parser, at the position of the error
   * @param config distinguishes field names from map keys, which are data
   */
  EventProblem(JsonParser json, DeserializationConfig config) {
    this.json = json;
    this.config = config;
  }

  /** Returns the exception for an error of the parser. */
  MalformedEventException of(IOException e) {
    return malformed(path(e) + reason(e), position(e));
  }

  /** Returns the exception for the JSON value null. */
  MalformedEventException ofNull() {
    return malformed("expected an object, found null", json.currentTokenLocation());
  }

  /** Returns the exception for data after the event. */
  MalformedEventException ofTrailingToken() {
    return malformed("expected the end, found " + found(), json.currentTokenLocation());
  }

  private static MalformedEventException malformed(String problem, JsonLocation where) {
    String position = " at line " + where.getLineNr() + ", column " + where.getColumnNr();
    return new MalformedEventException("not an event: " + problem + position);
  }

  private String reason(IOException e) {
    if (cause(e, StreamConstraintsException.class) != null) {
      return "a number or a text is too long, or objects are nested too deeply,";
    }
    InputCoercionException outOfRange = cause(e, InputCoercionException.class);
    if (outOfRange != null) {
      return "expected "
          + type(outOfRange.getTargetType())
          + ", found a number that is out of"
          + " range";
    }
    if (!(e instanceof JsonMappingException) || cause(e, StreamReadException.class) != null) {
      return "invalid JSON";
    }
    if (e instanceof MismatchedInputException mismatch) {
      return json.currentToken() == JsonToken.END_OBJECT
          ? "missing or null"
          : "expected " + type(mismatch.getTargetType()) + ", found " + found();
    }
    if (e instanceof InvalidDefinitionException) {
      return "found " + found() + " that cannot be set, possibly because the field occurs twice,";
    }
    return e instanceof ValueInstantiationException && e.getCause() != null
        ? "rejected with " + e.getCause().getClass().getName()
        : "not readable";
  }

  private String path(IOException e) {
    if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
      return "";
    }
    String path = mapping.getPath().stream().map(this::step).collect(Collectors.joining("."));
    return "field '" + path + "': ";
  }

  /** Returns a step of the path; the key of a map is replaced, because it is data. */
  private String step(JsonMappingException.Reference step) {
    if (step.getFieldName() == null) {
      return "[" + step.getIndex() + "]";
    }
    Object from = step.getFrom();
    Class<?> type = from instanceof Class<?> itself ? itself : from.getClass();
    return config.introspect(config.constructType(type)).findProperties().stream()
        .map(property -> property.getName())
        .filter(step.getFieldName()::equals)
        .findFirst()
        .orElse("*");
  }

  private JsonLocation position(IOException e) {
    JsonProcessingException read = cause(e, StreamReadException.class);
    JsonLocation where = read == null ? null : read.getLocation();
    if (where != null) {
      return where;
    }
    return json.currentToken() == null ? json.currentLocation() : json.currentTokenLocation();
  }

  private static String type(Class<?> type) {
    if (type == null) {
      return "another type";
    }
    return type.isPrimitive() || type.getName().startsWith("java.")
        ? type.getSimpleName()
        : "an object";
  }

  private String found() {
    if (json.currentToken() == null) {
      return "the end";
    }
    return switch (json.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT -> "an integer";
      case VALUE_NUMBER_FLOAT -> "a decimal number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      default -> "something else";
    };
  }

  private static <T extends Throwable> T cause(Throwable e, Class<T> type) {
    return Stream.iterate(e, each -> each != null, Throwable::getCause)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElse(null);
  }
}
