package io.kinesispipeline.consumer;

import java.time.Instant;

/**
 * A record of the stream, as the event source mapping delivers it.
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
