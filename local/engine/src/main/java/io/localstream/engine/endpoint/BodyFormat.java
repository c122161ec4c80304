package io.localstream.engine.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;

/** The format of a body. For Kinesis, the AWS CLI uses JSON, and the AWS SDK for Java CBOR. */
enum BodyFormat {
  JSON("application/x-amz-json-1.1", new ObjectMapper()),
  CBOR("application/x-amz-cbor-1.1", new ObjectMapper(new CBORFactory()));

  private final String contentType;

  @SuppressWarnings(
      "ImmutableEnumChecker") // Thread-safe, because nobody changes its configuration.
  private final ObjectMapper mapper;

  BodyFormat(String contentType, ObjectMapper mapper) {
    this.contentType = contentType;
    this.mapper = mapper;
  }

  static BodyFormat of(String contentType) {
    return contentType.contains("cbor") ? CBOR : JSON;
  }

  String contentType() {
    return contentType;
  }

  ObjectNode object() {
    return mapper.createObjectNode();
  }

  /**
   * Parses a body.
   *
   * @throws AwsError if it is not an object in this format
   */
  ObjectNode read(byte[] body) {
    try {
      if (mapper.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      // Reported below.
    }
    throw new AwsError(400, "SerializationException", "the body is not an object in " + this);
  }

  /** Returns a timestamp, which is in seconds in JSON, and in milliseconds in CBOR. */
  Instant time(JsonNode node) {
    return Instant.ofEpochMilli(
        this == CBOR ? node.longValue() : node.decimalValue().movePointRight(3).longValue());
  }

  void putTime(ObjectNode object, String name, Instant time) {
    if (this == CBOR) {
      object.put(name, time.toEpochMilli());
    } else {
      object.put(name, BigDecimal.valueOf(time.toEpochMilli(), 3));
    }
  }

  byte[] write(JsonNode node) {
    try {
      return mapper.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write a tree as " + this, e);
    }
  }
}
