package io.localstream.engine.records;

/** Is told of the records that streams accept. Calls come from several threads. */
@FunctionalInterface
public interface RecordListener {
  /**
   * A stream accepted a record.
   *
   * @param record where it is
   * @param data what it holds
   */
  void accepted(RecordId record, byte[] data);

  /**
   * Names a record.
   *
   * @param streamName the stream's name
   * @param shardId the shard's id
   * @param sequenceNumber unique in the shard
   * @param partitionKey what it stays in order with
   */
  record RecordId(String streamName, String shardId, String sequenceNumber, String partitionKey) {}
}
