package io.localstream.engine.stream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A record on a shard.
 *
 * @param shard the shard's number on its stream
 * @param shardOpened when the shard was opened, in seconds since the epoch; for a child shard, at
 *     least a second later than for its parents
 * @param index the position on the shard, 1 or more
 * @param arrivalMillis when the record arrived, in milliseconds since the epoch
 * @param partitionKey the partition key
 * @param data the data, which nobody may change
 */
@SuppressWarnings(
    "ArrayRecordComponent") // All readers share the array, so the data is in memory once.
public record StoredRecord(
    int shard, long shardOpened, long index, long arrivalMillis, String partitionKey, byte[] data) {
  /** About how much memory an object of this type takes besides its data and its key, in bytes. */
  private static final int OVERHEAD = 160;

  /**
   * Returns the sequence number.
   *
   * @return decimal digits
   */
  public String sequenceNumber() {
    return new SequenceNumber(shardOpened, index, arrivalMillis / 1000, shard).toString();
  }

  /**
   * Returns the shard.
   *
   * @return the shard's id
   */
  public String shardId() {
    return Shard.id(shard);
  }

  /**
   * Returns when the stream accepted the record.
   *
   * @return the approximate arrival timestamp
   */
  public Instant arrival() {
    return Instant.ofEpochMilli(arrivalMillis);
  }

  /** Returns the size that counts towards limits: data and partition key together, in bytes. */
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
