package io.localstream.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * Creates a record from a line.
 *
 * @param key the position of the partition key in an event
 * @param raw whether lines are sent unchanged and are not parsed
 * @param maxRecordBytes the maximum size of data and partition key together
 */
record LineParser(Optional<JsonPointer> key, boolean raw, int maxRecordBytes) {
  private static final int MAX_KEY_CHARACTERS = 256;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /**
   * Creates the record.
   *
   * @throws RefusedLineException if the line is neither an event nor a captured record, has no
   *     value at {@link #key}, or is too large for the stream
   */
  PutRecordsRequestEntry parse(Line line) throws RefusedLineException {
    CapturedRecord record = raw ? new CapturedRecord(hashedKey(line), line.bytes()) : read(line);
    String partitionKey = record.partitionKey();
    int characters = partitionKey.codePointCount(0, partitionKey.length());
    if (characters < 1 || characters > MAX_KEY_CHARACTERS) {
      throw new RefusedLineException(
          line,
          "has a partition key of %,d characters; it must have 1 to %d"
              .formatted(characters, MAX_KEY_CHARACTERS));
    }
    int bytes = record.data().length + partitionKey.getBytes(UTF_8).length;
    if (bytes > maxRecordBytes) {
      throw new RefusedLineException(
          line,
          "has %,d bytes with its partition key; the stream accepts at most %,d"
              .formatted(bytes, maxRecordBytes));
    }
    return PutRecordsRequestEntry.builder()
        .partitionKey(partitionKey)
        .data(SdkBytes.fromByteArrayUnsafe(record.data()))
        .build();
  }

  private CapturedRecord read(Line line) throws RefusedLineException {
    try {
      JsonNode event = JSON.readTree(line.bytes());
      if (!event.isObject()) {
        throw new RefusedLineException(
            line, "is not an event: it is not a JSON object. --raw sends it unchanged");
      }
      Optional<CapturedRecord> captured = CapturedRecord.of(event);
      return captured.isPresent()
          ? captured.get()
          : new CapturedRecord(
              key.isPresent() ? key(line, event, key.get()) : hashedKey(line), line.bytes());
    } catch (IOException e) {
      String why = e instanceof JsonProcessingException json ? json.getOriginalMessage() : "" + e;
      throw new RefusedLineException(
          line, "is not an event: it is not JSON (%s). --raw sends it unchanged".formatted(why));
    }
  }

  private static String key(Line line, JsonNode event, JsonPointer pointer)
      throws RefusedLineException {
    JsonNode value = event.at(pointer);
    if (!value.isValueNode() || value.isNull()) {
      throw new RefusedLineException(
          line,
          value.isMissingNode()
              ? "has no " + pointer + " for --key"
              : "has %s in %s: the partition key must be a string, a number or a boolean"
                  .formatted(described(value), pointer));
    }
    return value.asText();
  }

  private static String described(JsonNode value) {
    return value.isNull() ? "null" : value.isArray() ? "an array" : "an object";
  }

  /**
   * Returns a key that spreads lines over the shards, in the same way each time for the same file.
   */
  private static String hashedKey(Line line) {
    return UUID.nameUUIDFromBytes(
            (line.number() + ":" + new String(line.bytes(), UTF_8)).getBytes(UTF_8))
        .toString();
  }
}
