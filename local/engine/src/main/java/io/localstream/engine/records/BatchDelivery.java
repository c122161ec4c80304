package io.localstream.engine.records;

import io.localstream.engine.records.RecordListener.RecordId;
import java.util.List;

/**
 * The delivery of a batch to a function.
 *
 * @param shardId the shard of the records
 * @param queue the index of the batch among the shard's concurrent batches, 0 or more
 * @param attempt 1 for the first attempt
 * @param records the records, in stream order
 */
public record BatchDelivery(String shardId, int queue, int attempt, List<RecordId> records) {}
