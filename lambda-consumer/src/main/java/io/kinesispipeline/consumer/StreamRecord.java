package io.kinesispipeline.consumer;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import java.time.Instant;
import java.util.List;

/**
 * A record of the stream, as the event source mapping delivers it. Unlike {@link
 * KinesisEventRecord} of AWS, it has no null fields, and {@link #toString} does not show its data.
 *
 * @param eventId {@code shardId-…:<sequence number>}: the unique ID of the record, which is the
 *     same at every delivery
 * @param sequenceNumber the sequence number, which increases within a shard
 * @param partitionKey the key that determines the shard; records with the same key are in order
 * @param approximateArrival the time at which the stream accepted the record
 * @param data the data of the record; not a copy
 */
public record StreamRecord(
    String eventId,
    String sequenceNumber,
    String partitionKey,
    Instant approximateArrival,
    byte[] data) {

  /**
   * Returns the records of a Kinesis event.
   *
   * @param event the event
   * @return the records, in order
   * @throws IllegalArgumentException if it is not a Kinesis event; the message says what is missing
   */
  static List<StreamRecord> allOf(KinesisEvent event) {
    List<KinesisEventRecord> records = event == null ? null : event.getRecords();
    return required(records, "Records").stream().map(StreamRecord::of).toList();
  }

  private static StreamRecord of(KinesisEventRecord record) {
    String eventId = required(record == null ? null : record.getEventID(), "eventID");
    if (eventId.indexOf(':') < 0) {
      throw notKinesis("'eventID' must have the form shard:sequence number, but has no colon");
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
   * Returns the ID of the shard.
   *
   * @return the shard ID, {@code shardId-…}
   */
  public String shardId() {
    return eventId.substring(0, eventId.indexOf(':'));
  }

  /** Returns the fields that identify the record, without its data. */
  @Override
  public String toString() {
    return "StreamRecord[" + eventId + ", " + partitionKey + ", " + approximateArrival + "]";
  }
}
