package io.localstream.engine.stream;

import java.util.List;
import java.util.Optional;

/**
 * The result of one read of a shard.
 *
 * @param records the records, oldest first
 * @param nextIterator the iterator for the next read; empty if the shard is closed and has no more
 *     records
 * @param millisBehindLatest how far this read is behind the current time, in milliseconds; 0 if it
 *     reached the newest record
 * @param children the shards that replaced this one, if there is no next iterator
 */
public record RecordPage(
    List<StoredRecord> records,
    Optional<String> nextIterator,
    long millisBehindLatest,
    List<Shard> children) {}
