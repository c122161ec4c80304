package io.localstream.engine.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * The event of an invocation. Each record's element is created once, when the record is fetched, so
 * that the size of an event is known before the event is created.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html">Example event</a>
 */
final class InvocationEvent {
  /**
   * The maximum size of an invocation's payload.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
   *     quotas: invocation payload</a>
   */
  static final int MAXIMUM_BYTES = 6 << 20;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] HEAD = "{\"Records\":[".getBytes(StandardCharsets.UTF_8);
  private static final byte[] TAIL = "]}".getBytes(StandardCharsets.UTF_8);

  private InvocationEvent() {}

  static byte[] of(List<StreamRecord> records) {
    ByteArrayOutputStream event = new ByteArrayOutputStream();
    event.writeBytes(HEAD);
    for (int i = 0; i < records.size(); i++) {
      if (i > 0) {
        event.write(',');
      }
      event.writeBytes(records.get(i).entry());
    }
    event.writeBytes(TAIL);
    return event.toByteArray();
  }

  /**
   * Returns the size of an event with this number of records, whose elements have this number of
   * bytes.
   */
  static long bytes(int records, long entryBytes) {
    return HEAD.length + entryBytes + records - 1 + TAIL.length;
  }

  static long bytes(List<StreamRecord> records) {
    return bytes(records.size(), records.stream().mapToLong(record -> record.entry().length).sum());
  }

  /** Returns the element of a record in the event, a JSON object in UTF-8. */
  static byte[] entry(String shardId, Record record, String streamArn, String roleArn) {
    ObjectNode entry = JSON.createObjectNode();
    entry
        .putObject("kinesis")
        .put("kinesisSchemaVersion", "1.0")
        .put("partitionKey", record.partitionKey())
        .put("sequenceNumber", record.sequenceNumber())
        .put("data", record.data().asByteArrayUnsafe())
        .put(
            "approximateArrivalTimestamp",
            BigDecimal.valueOf(record.approximateArrivalTimestamp().toEpochMilli(), 3));
    entry
        .put("eventSource", "aws:kinesis")
        .put("eventVersion", "1.0")
        .put("eventID", shardId + ":" + record.sequenceNumber())
        .put("eventName", "aws:kinesis:record")
        .put("invokeIdentityArn", roleArn)
        .put("awsRegion", streamArn.split(":", -1)[3])
        .put("eventSourceARN", streamArn);
    try {
      return JSON.writeValueAsBytes(entry);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A JSON tree can always be written", e);
    }
  }
}
