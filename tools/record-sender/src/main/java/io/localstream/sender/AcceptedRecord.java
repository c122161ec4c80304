package io.localstream.sender;

import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * A record that is on the stream.
 *
 * @param record the record
 * @param shardId the shard that it is in
 * @param sequenceNumber its place there
 */
public record AcceptedRecord(
    PutRecordsRequestEntry record, String shardId, String sequenceNumber) {}
