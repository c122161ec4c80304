package io.localstream.engine.records;

import io.localstream.engine.records.RecordListener.RecordId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Receives the outcomes of the records that an event source mapping reads. Several threads call it.
 *
 * <p>The endpoint reports accepted records to a {@link RecordListener} independently, so that a
 * record that one side missed shows as a difference.
 */
public interface MappingListener {
  /**
   * A batch is sent to the function now.
   *
   * @param delivery the batch
   */
  default void sent(BatchDelivery delivery) {}

  /**
   * The delivery of a batch ended. The outcomes of its records are reported after this call.
   *
   * @param delivery the delivery, as it was sent
   * @param answer the end of the delivery
   */
  default void answered(BatchDelivery delivery, BatchAnswer answer) {}

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
   * The mapping gives up records. A call of {@link #discarded} follows.
   *
   * @param records in stream order
   * @param condition the reason, for example {@code RetryAttemptsExhausted}
   * @param file the file in the on-failure destination; empty if there is no destination
   */
  default void gaveUp(List<RecordId> records, String condition, Optional<Path> file) {}

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
   * The mapping was paused or resumed.
   *
   * @param paused whether the mapping is paused now
   */
  default void paused(boolean paused) {}

  /**
   * The waits of a shard's batches changed.
   *
   * @param shardId the shard's id
   * @param waits all current waits; may be empty
   */
  void waiting(String shardId, List<ScheduledWait> waits);
}
