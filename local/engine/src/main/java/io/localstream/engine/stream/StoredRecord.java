package io.localstream.engine.stream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A record on a shard.
 *
 * @param shard the shard's number on its stream
 * @param shardOpened when the shard was opened, in seconds since the epoch
 * @param index its place on the shard, 1 or more
 * @param arrivalMillis when it arrived, in milliseconds since the epoch
 * @param partitionKey its partition key
 * @param data its data, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Held once, and shared by all who read it.
public record StoredRecord(
    int shard, long shardOpened, long index, long arrivalMillis, String partitionKey, byte[] data) {
  /** What an object of this type takes beyond its data and its key, about, in bytes. */
  private static final int OVERHEAD = 160;

  /**
   * The sequence number.
   *
   * @return decimal digits
   */
  public String sequenceNumber() {
    return new SequenceNumber(shardOpened, index, arrivalMillis / 1000, shard).toString();
  }

  /**
   * The shard.
   *
   * @return its id
   */
  public String shardId() {
    return Shard.id(shard);
  }

  /**
   * The time at which the stream took it.
   *
   * @return the approximate arrival timestamp
   */
  public Instant arrival() {
    return Instant.ofEpochMilli(arrivalMillis);
  }

  /** What limits of records count: the data and the partition key, in bytes. */
  static long size(String partitionKey, byte[] data) {
    return (long) data.length + partitionKey.getBytes(StandardCharsets.UTF_8).length;
  }

  long footprint() {
    return footprint(partitionKey, data);
  }

  static long footprint(String partitionKey, byte[] data) {
    return (long) data.length + partitionKey.length() + OVERHEAD;
  }
}
