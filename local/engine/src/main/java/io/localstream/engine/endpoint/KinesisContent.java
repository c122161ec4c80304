package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Reads fields of Kinesis requests, in JSON and in CBOR. */
final class KinesisContent {
  private KinesisContent() {}

  /** Returns the stream that a request names by name or by ARN; empty text if it names none. */
  static String streamName(ObjectNode content) {
    if (content.path("StreamName").isTextual()) {
      return content.path("StreamName").asText();
    }
    String arn = content.path("StreamARN").asText();
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  /** Returns a record's data; no bytes if it is not base64. */
  static byte[] data(JsonNode entry) {
    try {
      byte[] data = entry.path("Data").binaryValue();
      return data == null ? new byte[0] : data;
    } catch (IOException e) {
      return new byte[0];
    }
  }

  /** Returns the size of a record's data, which is in base64 in JSON. */
  static long dataSize(JsonNode entry) {
    JsonNode data = entry.path("Data");
    if (data instanceof BinaryNode bytes) {
      return bytes.binaryValue().length;
    }
    String base64 = data.asText();
    int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
    return base64.length() / 4 * 3L - padding;
  }
}
