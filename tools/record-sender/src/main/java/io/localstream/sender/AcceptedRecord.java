package io.localstream.sender;

import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * A record that the stream accepted.
 *
 * @param record the record
 * @param shardId the ID of its shard
 * @param sequenceNumber its sequence number
 */
public record AcceptedRecord(
    PutRecordsRequestEntry record, String shardId, String sequenceNumber) {}
