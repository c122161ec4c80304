package io.localstream.engine.source;

import java.time.Instant;

/**
 * A record of a stream that a mapping has fetched.
 *
 * @param sequenceNumber the sequence number, unique in its shard
 * @param partitionKey the partition key; records of one key stay in order
 * @param arrival about when the stream accepted it
 * @param selected whether the record matches the mapping's filters
 * @param entry the record's element in the invocation event, JSON in UTF-8; empty if the record is
 *     not selected
 */
record StreamRecord(
    String sequenceNumber, String partitionKey, Instant arrival, boolean selected, byte[] entry) {}
