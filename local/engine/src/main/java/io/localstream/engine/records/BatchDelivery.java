package io.localstream.engine.records;

import io.localstream.engine.records.RecordListener.RecordId;
import java.util.List;

/**
 * A batch on its way to a function.
 *
 * @param shardId the shard that it was read from
 * @param queue which of the shard's concurrent batches it is, 0 or more
 * @param attempt 1 for the first attempt
 * @param records in stream order
 */
public record BatchDelivery(String shardId, int queue, int attempt, List<RecordId> records) {}
