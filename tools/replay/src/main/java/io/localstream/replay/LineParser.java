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
 * Makes a record of a line.
 *
 * @param key where an event has its partition key
 * @param raw whether a line is sent as it is, and not read
 * @param maxRecordBytes the most that the stream takes, data and partition key together
 */
record LineParser(Optional<JsonPointer> key, boolean raw, int maxRecordBytes) {
  private static final int MAX_KEY_CHARACTERS = 256;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /**
   * Makes the record.
   *
   * @throws RefusedLineException if the line is neither an event nor a captured record, has no key
   *     where {@link #key} says, or is larger than the stream takes
   */
  PutRecordsRequestEntry parse(Line line) throws RefusedLineException {
    CapturedRecord record = raw ? new CapturedRecord(hashedKey(line), line.bytes()) : read(line);
    String partitionKey = record.partitionKey();
    int characters = partitionKey.codePointCount(0, partitionKey.length());
    if (characters < 1 || characters > MAX_KEY_CHARACTERS) {
      throw new RefusedLineException(
          line,
          "has a partition key of %,d characters; 1 to %d are possible"
              .formatted(characters, MAX_KEY_CHARACTERS));
    }
    int bytes = record.data().length + partitionKey.getBytes(UTF_8).length;
    if (bytes > maxRecordBytes) {
      throw new RefusedLineException(
          line,
          "has %,d bytes with its partition key; the stream takes %,d"
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
            line, "is no event: it is not a JSON object. --raw sends it as it is");
      }
      Optional<CapturedRecord> captured = CapturedRecord.of(event);
      return captured.isPresent()
          ? captured.get()
          : new CapturedRecord(
              key.isPresent() ? key(line, event, key.get()) : hashedKey(line), line.bytes());
    } catch (IOException e) {
      String why = e instanceof JsonProcessingException json ? json.getOriginalMessage() : "" + e;
      throw new RefusedLineException(
          line, "is no event: it is not JSON (%s). --raw sends it as it is".formatted(why));
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
              : "has a %s in %s: --key takes a text, a number or a boolean"
                  .formatted(value.getNodeType(), pointer));
    }
    return value.asText();
  }

  /** Spreads lines over the shards, and the same file in the same way each time. */
  private static String hashedKey(Line line) {
    return UUID.nameUUIDFromBytes(
            (line.number() + ":" + new String(line.bytes(), UTF_8)).getBytes(UTF_8))
        .toString();
  }
}
