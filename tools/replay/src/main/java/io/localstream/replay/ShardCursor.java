package io.localstream.replay;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Reads one shard from a position on. */
final class ShardCursor {
  /** The progress of a cursor. */
  enum State {
    /** There may be more records. */
    READING,
    /** The cursor has read all records that arrived before the end of the capture. */
    CAUGHT_UP,
    /** The shard is closed and has no more records. */
    AT_END
  }

  private final KinesisClient kinesis;
  private final Shard shard;
  private final GetShardIteratorRequest.Builder position;
  private String iterator;
  private State state = State.READING;

  /**
   * Creates a cursor at the first record that arrived since a time. If the time is empty, it begins
   * at the oldest record.
   */
  ShardCursor(KinesisClient kinesis, String stream, Shard shard, Optional<Instant> since) {
    this.kinesis = kinesis;
    this.shard = shard;
    this.position =
        GetShardIteratorRequest.builder()
            .streamName(stream)
            .shardId(shard.shardId())
            .shardIteratorType(
                since.isPresent() ? ShardIteratorType.AT_TIMESTAMP : ShardIteratorType.TRIM_HORIZON)
            .timestamp(since.orElse(null));
  }

  String shardId() {
    return shard.shardId();
  }

  State state() {
    return state;
  }

  /** Returns the ids of the shards that this one was split or merged from. */
  List<String> parents() {
    return Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
        .filter(parent -> parent != null)
        .toList();
  }

  /**
   * Reads the next records. Returns no records if the shard throttles the read; the next call tries
   * again.
   *
   * @param now the time before the call
   * @param until the end of the capture
   */
  List<Record> read(Instant now, Instant until) {
    try {
      GetRecordsResponse page = page();
      List<Record> records = page.records();
      if (!records.isEmpty()) {
        position
            .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
            .timestamp(null)
            .startingSequenceNumber(records.get(records.size() - 1).sequenceNumber());
      }
      iterator = page.nextShardIterator();
      if (iterator == null) {
        state = State.AT_END;
      } else if (!now.isBefore(until) && isUpTo(until, page)) {
        state = State.CAUGHT_UP;
      }
      return records;
    } catch (ProvisionedThroughputExceededException e) {
      return List.of();
    }
  }

  private GetRecordsResponse page() {
    if (iterator == null) {
      iterator = newIterator();
    }
    try {
      return kinesis.getRecords(r -> r.shardIterator(iterator));
    } catch (ExpiredIteratorException e) {
      iterator = newIterator();
      return kinesis.getRecords(r -> r.shardIterator(iterator));
    }
  }

  private String newIterator() {
    return kinesis.getShardIterator(position.build()).shardIterator();
  }

  /**
   * Returns whether a response covers all records up to a time. Does not wait for the newest
   * record, because new records can arrive faster than this reads them.
   */
  private static boolean isUpTo(Instant until, GetRecordsResponse page) {
    List<Record> records = page.records();
    return page.millisBehindLatest() == 0
        || (!records.isEmpty()
            && records.get(records.size() - 1).approximateArrivalTimestamp().isAfter(until));
  }
}
