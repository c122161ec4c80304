package io.kinesispipeline.model;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The JSON form of an {@link Event}, in UTF-8: {@code {"message":"Hello","time":1748864964227}}.
 *
 * <p>Reading ignores fields it does not know, so that a producer may add one before its consumers
 * know it. It never guesses: a missing, null or mistyped field is an error, except that an {@link
 * OptionalField} may be missing or null.
 */
public final class EventJson {
  private static final JsonMapper MAPPER = strictMapper();

  private EventJson() {}

  /** Made when the first event is read: a producer's cold start does without. */
  private static final class Reading {
    static final ObjectReader READER = MAPPER.readerFor(Event.class);
  }

  /** Made when the first event is written. */
  private static final class Writing {
    static final ObjectWriter WRITER = MAPPER.writerFor(Event.class);
  }

  /**
   * Writes an event.
   *
   * @param event the event
   * @return its JSON form, in UTF-8
   */
  public static byte[] write(Event event) {
    try {
      return Writing.WRITER.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the event has no JSON form: " + event, e);
    }
  }

  /**
   * Reads an event.
   *
   * @param json its JSON form, in UTF-8
   * @return the event
   * @throws MalformedEventException when the data is not an event; the message names the field
   */
  public static Event read(byte[] json) {
    if (json.length == 0) {
      throw new MalformedEventException("not an event: the record is empty", null);
    }
    try {
      Event event = Reading.READER.readValue(json);
      if (event == null) {
        throw new MalformedEventException("not an event: expected a JSON object, found null", null);
      }
      return event;
    } catch (JsonMappingException e) {
      throw new MalformedEventException(describe(e), e);
    } catch (IOException e) {
      throw new MalformedEventException("not an event: invalid JSON" + at(e), e);
    }
  }

  private static String describe(JsonMappingException e) {
    String problem = e.getOriginalMessage().lines().findFirst().orElse("not mappable");
    List<JsonMappingException.Reference> path = e.getPath();
    if (path.isEmpty()) {
      return "not an event: " + problem;
    }
    String field =
        path.stream()
            .map(r -> r.getFieldName() != null ? r.getFieldName() : "[" + r.getIndex() + "]")
            .collect(Collectors.joining("."));
    return "not an event: field '" + field + "': " + problem;
  }

  private static String at(IOException e) {
    if (e instanceof JsonProcessingException json && json.getLocation() != null) {
      JsonLocation where = json.getLocation();
      return " at line " + where.getLineNr() + ", column " + where.getColumnNr();
    }
    return "";
  }

  /** A missing field is null: what refuses null refuses it too, and lets an optional one be. */
  static JsonMapper strictMapper() {
    JsonMapper mapper =
        JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    for (CoercionInputShape shape :
        List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
      mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
    }
    return mapper;
  }
}
