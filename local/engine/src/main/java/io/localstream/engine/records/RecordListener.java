package io.localstream.engine.records;

/** Receives the records that streams accept. Several threads call it. */
@FunctionalInterface
public interface RecordListener {
  /**
   * A stream accepted a record.
   *
   * @param record its id
   * @param data its data
   */
  void accepted(RecordId record, byte[] data);

  /**
   * Identifies a record.
   *
   * @param sequenceNumber unique in the shard
   * @param partitionKey Kinesis keeps the order of records with the same key
   */
  record RecordId(String streamName, String shardId, String sequenceNumber, String partitionKey) {}
}
