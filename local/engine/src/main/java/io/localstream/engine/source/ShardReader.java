package io.localstream.engine.source;

import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Reads one shard from a starting position to its end. Calls must not overlap. */
final class ShardReader {
  private final KinesisClient kinesis;
  private final String streamName;
  private final String shardId;
  private GetShardIteratorRequest.Builder position;
  private String iterator;

  private ShardReader(KinesisClient kinesis, String streamName, String shardId) {
    this.kinesis = kinesis;
    this.streamName = streamName;
    this.shardId = shardId;
  }

  static ShardReader fromTrimHorizon(KinesisClient kinesis, String streamName, String shardId) {
    return new ShardReader(kinesis, streamName, shardId).at(ShardIteratorType.TRIM_HORIZON);
  }

  /**
   * Creates a reader, and fixes its position now. If the iterator of {@code LATEST} expires before
   * the first record is fetched, the reader continues at the time at which the position was fixed.
   */
  static ShardReader from(
      EventSourceMapping mapping, KinesisClient kinesis, String shardId, Instant now) {
    ShardReader reader = fromTrimHorizon(kinesis, mapping.streamName(), shardId);
    switch (mapping.startingPosition()) {
      case TRIM_HORIZON -> {}
      case LATEST -> {
        reader.iterator = reader.at(ShardIteratorType.LATEST).newIterator();
        reader.at(now);
      }
      case AT_TIMESTAMP -> reader.at(mapping.startingTimestamp().orElseThrow());
    }
    return reader;
  }

  private void at(Instant timestamp) {
    at(ShardIteratorType.AT_TIMESTAMP).position.timestamp(timestamp);
  }

  private ShardReader at(ShardIteratorType type) {
    position =
        GetShardIteratorRequest.builder()
            .streamName(streamName)
            .shardId(shardId)
            .shardIteratorType(type);
    return this;
  }

  /**
   * Fetched records.
   *
   * @param records the records, in stream order
   * @param shardEnd whether the shard is closed and has no more records
   */
  record Page(List<Record> records, boolean shardEnd) {}

  /**
   * Fetches the records after those of the previous call.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException if the stream cannot be read now;
   *     the next call tries again from the same position
   */
  Page read() {
    if (iterator == null) {
      iterator = newIterator();
    }
    GetRecordsResponse response;
    try {
      response = getRecords();
    } catch (ExpiredIteratorException e) {
      iterator = newIterator();
      response = getRecords();
    }
    iterator = response.nextShardIterator();
    List<Record> records = response.records();
    if (!records.isEmpty()) {
      at(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
          .position
          .startingSequenceNumber(records.get(records.size() - 1).sequenceNumber());
    }
    return new Page(records, iterator == null);
  }

  private GetRecordsResponse getRecords() {
    return kinesis.getRecords(request -> request.shardIterator(iterator));
  }

  private String newIterator() {
    return kinesis.getShardIterator(position.build()).shardIterator();
  }
}
