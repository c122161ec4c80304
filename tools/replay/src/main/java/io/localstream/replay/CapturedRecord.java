package io.localstream.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * A record in a captured file. Its line is a JSON object: {@code data} has data that is text in
 * UTF-8, and {@code dataBase64} has all other data. The bytes do not change.
 *
 * @param partitionKey 1 to 256 characters
 * @param data the bytes that were on the stream
 */
record CapturedRecord(String partitionKey, byte[] data) {
  private static final String TEXT = "data";
  private static final String BASE64 = "dataBase64";
  private static final String PARTITION_KEY = "partitionKey";
  private static final List<String> FIELDS =
      List.of(PARTITION_KEY, "shardId", "sequenceNumber", "arrivalTime");

  /** Returns the line of a record that was read from a shard. */
  static String line(String shardId, Record record) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put(PARTITION_KEY, record.partitionKey());
    line.put("shardId", shardId);
    line.put("sequenceNumber", record.sequenceNumber());
    line.put("arrivalTime", record.approximateArrivalTimestamp().toString());
    byte[] data = record.data().asByteArrayUnsafe();
    text(data).ifPresentOrElse(text -> line.put(TEXT, text), () -> line.put(BASE64, data));
    return line.toString();
  }

  private static Optional<String> text(byte[] data) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Returns the record of a captured line; empty if the object is not one. */
  static Optional<CapturedRecord> of(JsonNode object) throws IOException {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    boolean captured =
        names.size() == FIELDS.size() + 1
            && names.containsAll(FIELDS)
            && (names.contains(TEXT) || names.contains(BASE64));
    if (!captured) {
      return Optional.empty();
    }
    byte[] data =
        object.has(TEXT)
            ? object.get(TEXT).asText().getBytes(StandardCharsets.UTF_8)
            : object.get(BASE64).binaryValue();
    return Optional.of(new CapturedRecord(object.get(PARTITION_KEY).asText(), data));
  }
}
