package io.kinesispipeline.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.util.List;

/**
 * The JSON form of an {@link Event}, in UTF-8: {@code {"message":"Hello","time":1748864964227}}.
 *
 * <p>Reading ignores unknown fields, so that you can add a field to the producer before its
 * consumers. Reading is strict: a field that is missing, null or of the wrong type is an error.
 * Only an {@link OptionalField} can be missing or null.
 */
public final class EventJson {
  private static final JsonMapper MAPPER = strictMapper();

  private EventJson() {}

  /**
   * Initialized when the first event is read, so that a producer does not load it at a cold start.
   */
  private static final class Reading {
    static final ObjectReader READER = MAPPER.readerFor(Event.class);
  }

  /** Initialized when the first event is written. */
  private static final class Writing {
    static final ObjectWriter WRITER = MAPPER.writerFor(Event.class);
  }

  /**
   * Writes an event.
   *
   * @param event the event
   * @return its JSON form, in UTF-8
   * @throws IllegalArgumentException if it cannot be written, because Jackson does not support the
   *     type of a component, or an accessor fails
   */
  public static byte[] write(Event event) {
    try {
      return Writing.WRITER.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      // The message has neither the event nor Jackson's message, because both can contain the
      // event's content.
      throw new IllegalArgumentException(
          "the event cannot be written as JSON: " + e.getClass().getName());
    }
  }

  /**
   * Reads an event.
   *
   * @param json its JSON form, in UTF-8
   * @return the event
   * @throws MalformedEventException if the data is not an event; the message names the field, but
   *     does not contain data
   */
  public static Event read(byte[] json) {
    return read(json, Reading.READER, Event.class);
  }

  /** Reads a value of another type in the same way. */
  static <T> T read(byte[] json, ObjectReader reader, Class<T> type) {
    if (json.length == 0) {
      throw new MalformedEventException("not an event: the record is empty");
    }
    try (JsonParser parser = MAPPER.createParser(json)) {
      return type.cast(
          read(parser, reader, new EventProblem(parser, MAPPER.getDeserializationConfig())));
    } catch (IOException e) {
      // Cannot happen: creating a parser for bytes in memory does not read them.
      throw new MalformedEventException("not an event: invalid JSON");
    }
  }

  private static Object read(JsonParser json, ObjectReader reader, EventProblem problem) {
    try {
      Object event = reader.readValue(json);
      if (event == null) {
        throw problem.ofNull();
      }
      if (json.nextToken() != null) {
        throw problem.ofTrailingToken();
      }
      return event;
    } catch (IOException e) {
      throw problem.of(e);
    }
  }

  /**
   * Creates a mapper that treats a missing field as null, so that both are rejected unless the
   * field is optional.
   */
  static JsonMapper strictMapper() {
    JsonMapper mapper =
        JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    for (CoercionInputShape shape :
        List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
      mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
    }
    return mapper;
  }
}
