package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads and validates the fields of a request. The messages are those of Kinesis. Call {@link
 * #check} before you use a value.
 *
 * @see <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/CommonErrors.html">Common
 *     errors</a>
 */
final class RequestFields {
  static final String NAME = "[a-zA-Z0-9_.-]+";
  static final String SEQUENCE_NUMBER = "0|([1-9]\\d{0,128})";
  static final String HASH_KEY = "0|([1-9]\\d{0,38})";
  static final String ANY = "(?s).*";

  /** The maximum length of texts that Kinesis limits by their pattern only. */
  static final int UNLIMITED = Integer.MAX_VALUE;

  private static final int MAX_PROBLEMS = 10;

  private final JsonNode content;
  private final BodyFormat format;
  private final String path;
  private final List<String> problems;

  RequestFields(AwsRequest request) {
    this(request.read(), request.format(), "", new ArrayList<>());
  }

  private RequestFields(JsonNode content, BodyFormat format, String path, List<String> problems) {
    this.content = content;
    this.format = format;
    this.path = path;
    this.problems = problems;
  }

  /**
   * Ends the validation.
   *
   * @throws AwsError with all problems, at most ten
   */
  void check() {
    if (!problems.isEmpty()) {
      int count = Math.min(problems.size(), MAX_PROBLEMS);
      throw new AwsError(
          400,
          "ValidationException",
          "%d validation error%s detected: %s"
              .formatted(
                  count, count > 1 ? "s" : "", String.join("; ", problems.subList(0, count))));
    }
  }

  /** Returns an empty object for the response. */
  ObjectNode response() {
    return format.object();
  }

  void putTime(ObjectNode object, String name, Instant time) {
    format.putTime(object, name, time);
  }

  /** Returns the stream's name, from the name or the ARN. */
  String streamName() {
    Optional<String> arn = optional("StreamARN", "arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+", 2048);
    return arn.isPresent() && !content.hasNonNull("StreamName")
        ? arn.get().substring(arn.get().lastIndexOf('/') + 1)
        : required("StreamName", NAME, 128);
  }

  /** Returns the stream's name without validation. */
  String uncheckedStreamName() {
    return KinesisContent.streamName((ObjectNode) content);
  }

  /**
   * Returns the token for the next page of this request's list.
   *
   * @param startField the request's field with the last item of the previous page
   * @param start the value of that field for the next page
   */
  String nextToken(String startField, String start) {
    ObjectNode next = ((ObjectNode) content).deepCopy().put(startField, start);
    return Base64.getEncoder().encodeToString(format.write(next));
  }

  /**
   * Returns the request that this request's token continues; this request if it has no token.
   *
   * @throws AwsError if the token is invalid, or the request has a stream as well
   */
  RequestFields page() {
    Optional<String> token = optional("NextToken", ANY, 1 << 20);
    if (token.isEmpty()) {
      return this;
    }
    if (has("StreamName") || has("StreamARN")) {
      throw invalid("NextToken and StreamName cannot be provided together.");
    }
    try {
      JsonNode page = format.read(Base64.getDecoder().decode(token.get()));
      return new RequestFields(page, format, path, problems);
    } catch (IllegalArgumentException | AwsError e) {
      throw invalid("NextToken is invalid.");
    }
  }

  boolean has(String name) {
    return content.hasNonNull(name);
  }

  String required(String name, String pattern, int maxLength) {
    requireNonNull(name);
    return optional(name, pattern, maxLength).orElse("");
  }

  Optional<String> optional(String name, String pattern, int maxLength) {
    if (!has(name)) {
      return Optional.empty();
    }
    JsonNode value = content.get(name);
    if (!value.isTextual()) {
      throw unexpected(value, "an String");
    }
    String text = value.asText();
    if (!text.matches(pattern)) {
      problem(name, text, "Member must satisfy regular expression pattern: " + pattern);
    }
    if (text.isEmpty() && maxLength != UNLIMITED) {
      problem(name, text, "Member must have length greater than or equal to 1");
    }
    if (text.length() > maxLength) {
      problem(name, text, "Member must have length less than or equal to " + maxLength);
    }
    return Optional.of(text);
  }

  /** Returns the enum constant with the field's value; any constant if the value is invalid. */
  <E extends Enum<E>> E oneOf(String name, E[] constants) {
    requireNonNull(name);
    String text = content.path(name).asText();
    for (E constant : constants) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    if (has(name)) {
      problem(name, text, "Member must satisfy enum value set: " + Arrays.toString(constants));
    }
    return constants[0];
  }

  int requiredInteger(String name, int min, int max) {
    requireNonNull(name);
    return integer(name, min, max).orElse(min);
  }

  OptionalInt integer(String name, int min, int max) {
    if (!has(name)) {
      return OptionalInt.empty();
    }
    JsonNode value = content.get(name);
    if (!value.isNumber()) {
      throw unexpected(value, "an Integer");
    }
    long number = value.longValue();
    if (number < min) {
      problem(
          name, String.valueOf(number), "Member must have value greater than or equal to " + min);
    }
    if (number > max) {
      problem(name, String.valueOf(number), "Member must have value less than or equal to " + max);
    }
    return OptionalInt.of((int) number);
  }

  /** Returns a record's data. The stream can keep the array. */
  byte[] data(int maxLength) {
    requireNonNull("Data");
    JsonNode value = content.path("Data");
    if (!has("Data")) {
      return new byte[0];
    }
    if (!value.isBinary() && !value.isTextual()) {
      throw unexpected(value, "a Blob");
    }
    try {
      byte[] data = value.binaryValue();
      if (data.length > maxLength) {
        problem(
            "Data",
            "java.nio.HeapByteBuffer[pos=0 lim=%1$d cap=%1$d]".formatted(data.length),
            "Member must have length less than or equal to " + maxLength);
      }
      return data;
    } catch (IOException e) {
      throw serialization("'%s' can not be converted to a Blob".formatted(value.asText()));
    }
  }

  Optional<Instant> time(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    if (!content.get(name).isNumber()) {
      throw unexpected(content.get(name), "milliseconds since epoch");
    }
    return Optional.of(format.time(content.get(name)));
  }

  /** Returns the fields of a nested object. */
  Optional<RequestFields> object(String name) {
    return has(name) ? Optional.of(nested(content.get(name), lower(name) + ".")) : Optional.empty();
  }

  /** Returns the fields of each object in a list. */
  List<RequestFields> list(String name, int maxLength) {
    requireNonNull(name);
    List<RequestFields> members = new ArrayList<>();
    if (has(name)) {
      if (!(content.get(name) instanceof ArrayNode list)) {
        throw serialization("Expected list or null");
      }
      if (list.isEmpty()) {
        problem(name, "[]", "Member must have length greater than or equal to 1");
      }
      if (list.size() > maxLength) {
        problem(name, "[…]", "Member must have length less than or equal to " + maxLength);
      }
      for (JsonNode member : list) {
        members.add(nested(member, "%s.%d.member.".formatted(lower(name), members.size() + 1)));
      }
    }
    return members;
  }

  private RequestFields nested(JsonNode object, String relativePath) {
    if (!object.isObject()) {
      throw unexpected(object, "a structure");
    }
    return new RequestFields(object, format, path + relativePath, problems);
  }

  private void requireNonNull(String name) {
    if (!has(name)) {
      problems.add(
          "Value null at '%s%s' failed to satisfy constraint: Member must not be null"
              .formatted(path, lower(name)));
    }
  }

  private void problem(String name, String value, String rule) {
    problems.add(
        "Value '%s' at '%s%s' failed to satisfy constraint: %s"
            .formatted(value, path, lower(name), rule));
  }

  private static String lower(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private static AwsError unexpected(JsonNode value, String type) {
    return serialization(
        switch (value.getNodeType()) {
          case ARRAY -> "Start of list found where not expected";
          case OBJECT -> "Start of structure or map found where not expected.";
          case BOOLEAN -> "class java.lang.Boolean can not be converted to " + type;
          case NUMBER ->
              "class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted"
                  + " to "
                  + type;
          default -> "class java.lang.String can not be converted to " + type;
        });
  }

  private static AwsError invalid(String message) {
    return new AwsError(400, "InvalidArgumentException", message);
  }

  private static AwsError serialization(String message) {
    return new AwsError(400, "SerializationException", message);
  }
}
