package io.localstream.engine.records;

import io.localstream.engine.records.RecordListener.RecordId;
import java.util.List;

/**
 * Receives the outcomes of the records that an event source mapping reads. Several threads call it.
 *
 * <p>The endpoint reports accepted records to a {@link RecordListener} independently, so that a
 * record that one side missed shows as a difference.
 */
public interface MappingListener {
  /**
   * Records were sent to the function, in one invocation.
   *
   * @param records in the order of the batch
   */
  void delivered(List<RecordId> records);

  /**
   * The function processed records. With several concurrent batches, the checkpoint can pass them
   * later.
   *
   * @param records in the order of the batch
   */
  void processed(List<RecordId> records);

  /**
   * The mapping checkpointed records as processed.
   *
   * @param records in stream order
   */
  void consumed(List<RecordId> records);

  /**
   * The mapping's filter excluded records.
   *
   * @param records in stream order
   */
  void filtered(List<RecordId> records);

  /**
   * The mapping discarded records.
   *
   * @param records in stream order
   * @param kept whether they were delivered to the on-failure destination; otherwise they are lost
   */
  void discarded(List<RecordId> records, boolean kept);

  /**
   * The checkpoint of a shard moved. The outcomes of the records before it were reported earlier.
   *
   * @param shardId the shard's id
   * @param sequenceNumber the last record that the checkpoint passed
   */
  void checkpointed(String shardId, String sequenceNumber);

  /**
   * The waits of a shard's batches changed.
   *
   * @param shardId the shard's id
   * @param waits all current waits; may be empty
   */
  void waiting(String shardId, List<ScheduledWait> waits);
}
