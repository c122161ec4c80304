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
   * @throws IllegalArgumentException when it has none, since a component's type or accessor fails
   */
  public static byte[] write(Event event) {
    try {
      return Writing.WRITER.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      // Neither the event nor what Jackson says of it: both would show its content.
      throw new IllegalArgumentException("the event has no JSON form: " + e.getClass().getName());
    }
  }

  /**
   * Reads an event.
   *
   * @param json its JSON form, in UTF-8
   * @return the event
   * @throws MalformedEventException when the data is not an event; the message names the field, and
   *     shows nothing of the data
   */
  public static Event read(byte[] json) {
    return read(json, Reading.READER, Event.class);
  }

  /** Reads what is of another type, in the same way. */
  static <T> T read(byte[] json, ObjectReader reader, Class<T> type) {
    if (json.length == 0) {
      throw new MalformedEventException("not an event: the record is empty");
    }
    try (JsonParser parser = MAPPER.createParser(json)) {
      return type.cast(
          read(parser, reader, new EventProblem(parser, MAPPER.getDeserializationConfig())));
    } catch (IOException e) {
      // Not for what is in the data: no parser could be made for bytes in memory.
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

  /** A missing field is null: what refuses null refuses it too, and lets an optional one be. */
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
