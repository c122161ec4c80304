package io.localstream.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A failure object in Lambda's format. */
record FailureFile(String shard, String time, long start, String... messages) {
  static final String STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/MyStream";

  private static final JsonMapper JSON = new JsonMapper();

  String key() {
    return "aws/lambda/3ea2a2c8-1f3b-4c5d-9d4e-7a0f6b0c2d11/%s/%s/%s-%s"
        .formatted(
            shard,
            time.substring(0, 10).replace('-', '/'),
            time.replace(':', '.'),
            // The random part of the key, here in the reverse order of the sequence numbers.
            "uuid-" + (1_000_000 - start));
  }

  /** The payload is a JSON string, as AWS documents it. */
  String json() {
    return metadata().put("payload", event().toString()).toString();
  }

  /** The payload is an object. */
  String jsonWithAnObject() {
    return metadata().set("payload", event()).toString();
  }

  private ObjectNode metadata() {
    ObjectNode object = JSON.createObjectNode().put("version", "1.0").put("timestamp", time + "Z");
    object
        .putObject("requestContext")
        .put("requestId", "c9b8fa9f-5a7f-xmpl-af9c-0c604cde93a5")
        .put("condition", "RetryAttemptsExhausted")
        .put("approximateInvokeCount", 4);
    object.putObject("responseContext").put("statusCode", 200).put("functionError", "Unhandled");
    object
        .putObject("KinesisBatchInfo")
        .put("shardId", shard)
        .put("startSequenceNumber", String.valueOf(start))
        .put("endSequenceNumber", String.valueOf(start + messages.length - 1))
        .put("batchSize", messages.length)
        .put("streamArn", STREAM);
    return object;
  }

  private ObjectNode event() {
    ObjectNode event = JSON.createObjectNode();
    ArrayNode records = event.putArray("Records");
    for (String message : messages) {
      records
          .addObject()
          .put("eventID", shard + ":" + start)
          .putObject("kinesis")
          .put("partitionKey", "key-of-" + message.charAt(0))
          .put("data", message.getBytes(UTF_8));
    }
    return event;
  }
}
