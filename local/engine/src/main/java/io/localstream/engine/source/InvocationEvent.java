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
 * The event that a function is invoked with. Each record's element of it is made once, when the
 * record is fetched, so that an event's size is known before it is made.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html">Example event</a>
 */
final class InvocationEvent {
  /**
   * What an invocation takes.
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

  /** The size of an event with so many records, whose elements have so many bytes. */
  static long bytes(int records, long entryBytes) {
    return HEAD.length + entryBytes + records - 1 + TAIL.length;
  }

  static long bytes(List<StreamRecord> records) {
    return bytes(records.size(), records.stream().mapToLong(record -> record.entry().length).sum());
  }

  /** A record's element of the event, a JSON object in UTF-8. */
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
