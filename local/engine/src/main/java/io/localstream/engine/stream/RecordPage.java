package io.localstream.engine.stream;

import java.util.List;
import java.util.Optional;

/**
 * What one read of a shard gives.
 *
 * @param records oldest first
 * @param nextIterator reads on; empty where the shard is closed and has no more records
 * @param millisBehindLatest how far the read is behind the newest record, in milliseconds
 * @param children the shards that follow this one, where there is no next iterator
 */
public record RecordPage(
    List<StoredRecord> records,
    Optional<String> nextIterator,
    long millisBehindLatest,
    List<Shard> children) {}
