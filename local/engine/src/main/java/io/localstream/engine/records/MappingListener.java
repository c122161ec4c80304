package io.localstream.engine.records;

import io.localstream.engine.records.RecordListener.RecordId;
import java.util.List;

/**
 * Is told by an event source mapping what becomes of the records that it reads. Calls come from
 * several threads.
 *
 * <p>The stream's side reports to a {@link RecordListener} what it saw itself, so that a record
 * which one of the two missed shows as a difference.
 */
public interface MappingListener {
  /**
   * Records were sent to the function, in one invocation.
   *
   * @param records in the order of the batch
   */
  void delivered(List<RecordId> records);

  /**
   * The function processed records. With several concurrent batches the checkpoint may pass them
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
   * The mapping passed records that its filter leaves out.
   *
   * @param records in stream order
   */
  void filtered(List<RecordId> records);

  /**
   * The mapping discarded records.
   *
   * @param records in stream order
   * @param kept whether the on-failure destination took them; otherwise they are lost
   */
  void discarded(List<RecordId> records, boolean kept);

  /**
   * The checkpoint of a shard moved. What became of the records that it passed was told before.
   *
   * @param shardId the shard's id
   * @param sequenceNumber the last record that the checkpoint passed
   */
  void checkpointed(String shardId, String sequenceNumber);

  /**
   * What a shard's records wait for now, in place of what it told before.
   *
   * @param shardId the shard's id
   * @param waits the waits that end by themselves; empty where nothing waits
   */
  void waiting(String shardId, List<ScheduledWait> waits);
}
