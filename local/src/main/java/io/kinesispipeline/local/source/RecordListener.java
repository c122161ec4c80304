package io.kinesispipeline.local.source;

import java.util.List;

/**
 * Is told what becomes of the stream's records. Calls come from several threads.
 *
 * <p>The stream's side and the event source mapping's side each report what they themselves saw, so
 * that a record which one of them missed shows as a difference.
 */
public interface RecordListener {
  /**
   * The stream accepted a record.
   *
   * @param record where it is
   */
  void accepted(RecordId record);

  /**
   * Records were sent to a function, in one invocation.
   *
   * @param records in the order of the batch
   */
  void delivered(List<RecordId> records);

  /**
   * The mapping checkpointed records as processed, or passed them because its filter leaves them
   * out.
   *
   * @param records in stream order
   */
  void consumed(List<RecordId> records);

  /**
   * The mapping discarded records.
   *
   * @param records in stream order
   * @param kept whether the on-failure destination took them; otherwise they are lost
   */
  void discarded(List<RecordId> records, boolean kept);

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
