package io.kinesispipeline.consumer;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import java.time.Instant;
import java.util.List;

/**
 * A record of the stream, as the event source mapping delivers it. Other than AWS's {@link
 * KinesisEventRecord}, it lacks nothing, and {@link #toString} does not show its data.
 *
 * @param eventId {@code shardId-…:<sequence number>}: what identifies the record. It is the same at
 *     every delivery, and no other record of the stream has it
 * @param sequenceNumber the record's place in its shard
 * @param partitionKey the key that chose the shard; records of one key are in order
 * @param approximateArrival when the stream accepted the record
 * @param data the record's data; not a copy
 */
public record StreamRecord(
    String eventId,
    String sequenceNumber,
    String partitionKey,
    Instant approximateArrival,
    byte[] data) {

  /**
   * Takes the records of a Kinesis event.
   *
   * @param event the event
   * @return its records, in order
   * @throws IllegalArgumentException when it is no Kinesis event; the message says what is missing
   */
  static List<StreamRecord> allOf(KinesisEvent event) {
    List<KinesisEventRecord> records = event == null ? null : event.getRecords();
    return required(records, "Records").stream().map(StreamRecord::of).toList();
  }

  private static StreamRecord of(KinesisEventRecord record) {
    String eventId = required(record == null ? null : record.getEventID(), "eventID");
    if (eventId.indexOf(':') < 0) {
      throw notKinesis("'eventID' must be shard:sequence number, and has no colon");
    }
    KinesisEvent.Record kinesis = required(record.getKinesis(), "kinesis");
    return new StreamRecord(
        eventId,
        required(kinesis.getSequenceNumber(), "sequenceNumber"),
        required(kinesis.getPartitionKey(), "partitionKey"),
        required(kinesis.getApproximateArrivalTimestamp(), "approximateArrivalTimestamp")
            .toInstant(),
        required(kinesis.getData(), "data").array());
  }

  private static <T> T required(T value, String field) {
    if (value == null) {
      throw notKinesis("'" + field + "' is missing");
    }
    return value;
  }

  private static IllegalArgumentException notKinesis(String problem) {
    return new IllegalArgumentException(
        "the invocation's input is not a Kinesis event: " + problem);
  }

  /**
   * Names the record's shard.
   *
   * @return the shard's id, {@code shardId-…}
   */
  public String shardId() {
    return eventId.substring(0, eventId.indexOf(':'));
  }

  /** Shows what identifies the record, and not its data. */
  @Override
  public String toString() {
    return "StreamRecord[" + eventId + ", " + partitionKey + ", " + approximateArrival + "]";
  }
}
