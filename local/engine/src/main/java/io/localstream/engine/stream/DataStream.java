package io.localstream.engine.stream;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A data stream: its shards and their records. Thread-safe. */
public final class DataStream {
  /** The largest possible value of {@link #maxRecordBytes}. */
  public static final int MAX_RECORD_BYTES = 10 << 20;

  /** The default of {@link #maxRecordBytes}. */
  public static final int DEFAULT_RECORD_BYTES = 1 << 20;

  private static final Duration DEFAULT_RETENTION = Duration.ofHours(24);
  private static final int MAX_BYTES_READ = 10 << 20;

  private final StreamErrors errors;
  private final int maxRecordBytes;
  private final Clock clock;
  private final MemoryBudget memory;
  private final Instant created;
  private final ShardSet shards;
  private Duration retention = DEFAULT_RETENTION;

  DataStream(
      StreamErrors errors, int shardCount, int maxRecordBytes, Clock clock, MemoryBudget memory) {
    this.errors = errors;
    this.maxRecordBytes = maxRecordBytes;
    this.clock = clock;
    this.memory = memory;
    long now = clock.millis();
    this.created = Instant.ofEpochMilli(now);
    this.shards = new ShardSet(shardCount, now);
  }

  /**
   * Returns the name.
   *
   * @return the name with which the stream was created
   */
  public String name() {
    return errors.stream();
  }

  /**
   * Returns when the stream was created.
   *
   * @return the time on the store's clock
   */
  public Instant created() {
    return created;
  }

  /**
   * Returns the maximum size of a record.
   *
   * @return the maximum size of data and partition key together, in bytes
   */
  public int maxRecordBytes() {
    return maxRecordBytes;
  }

  /**
   * Returns the retention period.
   *
   * @return 24 hours or more
   */
  public synchronized Duration retention() {
    return retention;
  }

  /**
   * Changes the retention period. Records that are older expire.
   *
   * @param hours the new retention period, 24 to 8,760
   * @param increase true to increase the retention period, false to decrease it
   * @throws StreamException {@code InvalidArgumentException} if the value would do the opposite
   */
  public synchronized void retain(int hours, boolean increase) {
    if (hours < DEFAULT_RETENTION.toHours()) {
      throw StreamException.invalidArgument(
          "Minimum allowed retention period is 24 hours. Requested retention period (%d hours) is"
              + " too short.",
          hours);
    }
    Duration requested = Duration.ofHours(hours);
    int difference = requested.compareTo(retention);
    if (increase ? difference < 0 : difference > 0) {
      throw errors.retention(hours, retention.toHours(), increase);
    }
    expire();
    retention = requested;
  }

  /**
   * Returns the open shards, and the closed shards whose records have not expired.
   *
   * @return the shards in the order in which they were opened
   */
  public synchronized List<Shard> shards() {
    expire();
    return descriptions(shards.all());
  }

  /**
   * Returns the trim horizon: the earliest time at which an unexpired record can have arrived.
   *
   * @return now minus the retention period, but not before the stream's creation
   */
  public synchronized Instant trimHorizon() {
    Instant oldest = clock.instant().minus(retention);
    return oldest.isAfter(created) ? oldest : created;
  }

  /**
   * Checks the sequence number that a producer passes as {@code SequenceNumberForOrdering}.
   *
   * @param sequenceNumber the sequence number
   * @throws StreamException {@code InvalidArgumentException} if no record can have it
   */
  public synchronized void checkOrdering(String sequenceNumber) {
    try {
      SequenceNumber number = SequenceNumber.parse(sequenceNumber);
      long now = clock.millis() / 1000;
      if (number.seconds() <= now
          && number.shardOpened() <= Math.max(now, shards.lastOpenedSecond())) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // Refused below.
    }
    throw errors.invalidOrdering(sequenceNumber);
  }

  /**
   * Puts records. If it throws an exception, it puts none of them.
   *
   * @param records the records
   * @return the stored records, in the same order
   * @throws StreamException {@code LimitExceededException} if there is not enough memory
   */
  public synchronized List<StoredRecord> put(List<NewRecord> records) {
    expire();
    memory.take(
        records.stream().mapToLong(r -> StoredRecord.footprint(r.partitionKey(), r.data())).sum());
    long now = clock.millis();
    List<StoredRecord> stored = new ArrayList<>(records.size());
    for (NewRecord item : records) {
      stored.add(shards.at(item.hashKey()).append(now, item.partitionKey(), item.data()));
    }
    return stored;
  }

  /**
   * Returns the oldest records of a shard.
   *
   * @param shardId the shard
   * @param limit the maximum number of records
   * @return the records, oldest first
   * @throws StreamException {@code ResourceNotFoundException} if there is no such shard
   */
  public synchronized List<StoredRecord> records(String shardId, int limit) {
    expire();
    return shardToChange(shardId).log.read(0, limit, Long.MAX_VALUE);
  }

  synchronized String iterator(int shardNumber, IteratorPosition position) {
    expire();
    StoredShard shard = shardToRead(shardNumber);
    long index = shard.index(position, clock.millis(), errors);
    return new ShardIterator(name(), shardNumber, index, clock.millis()).token();
  }

  synchronized RecordPage read(ShardIterator iterator, int limit) {
    expire();
    StoredShard shard = shardToRead(iterator.shard());
    List<StoredRecord> records = shard.log.read(iterator.index(), limit, MAX_BYTES_READ);
    // An empty page is at the end of the log, even if the iterator's records have expired.
    long next =
        records.isEmpty()
            ? Math.max(iterator.index(), shard.log.nextIndex())
            : records.get(records.size() - 1).index() + 1;
    boolean behind = next < shard.log.nextIndex();
    if (!behind && !shard.isOpen()) {
      return new RecordPage(records, Optional.empty(), 0, descriptions(shards.childrenOf(shard)));
    }
    long millisBehind =
        behind && !records.isEmpty()
            ? clock.millis() - records.get(records.size() - 1).arrivalMillis()
            : 0;
    String token = new ShardIterator(name(), shard.number, next, clock.millis()).token();
    return new RecordPage(records, Optional.of(token), millisBehind, List.of());
  }

  /**
   * Splits a shard.
   *
   * @param shardId an open shard
   * @param newStart the first hash key of the second new shard
   * @throws StreamException {@code ResourceNotFoundException} or {@code InvalidArgumentException}
   * @see <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SplitShard.html">
   *     SplitShard</a>
   */
  public synchronized void split(String shardId, BigInteger newStart) {
    expire();
    StoredShard shard = shardToChange(shardId);
    HashKeyRange range = shard.range;
    if (newStart.compareTo(range.start().add(BigInteger.ONE)) <= 0
        || newStart.compareTo(range.end()) >= 0) {
      throw errors.badSplit(shard.id(), range, newStart);
    }
    requireOpen(shard);
    shards.split(shard, newStart, clock.millis());
  }

  /**
   * Merges two shards.
   *
   * @param shardId an open shard
   * @param adjacentShardId the open shard whose hash keys come next
   * @throws StreamException {@code ResourceNotFoundException} or {@code InvalidArgumentException}
   * @see <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_MergeShards.html">
   *     MergeShards</a>
   */
  public synchronized void merge(String shardId, String adjacentShardId) {
    expire();
    StoredShard first = shardToChange(shardId);
    StoredShard second = shardToChange(adjacentShardId);
    if (!first.range.isDirectlyBefore(second.range)) {
      throw errors.notAdjacent(first.id(), second.id());
    }
    requireOpen(first);
    requireOpen(second);
    shards.merge(first, second, clock.millis());
  }

  /**
   * Splits and merges shards until there are {@code count} open shards with equal hash key ranges.
   *
   * @param count half to double the number of open shards
   * @throws StreamException {@code LimitExceededException} if {@code count} is out of that range
   * @see <a
   *     href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html">
   *     UpdateShardCount</a>
   */
  public synchronized void scale(int count) {
    expire();
    int open = shards.openCount();
    if (count > 2L * open || 2L * count < open) {
      throw errors.badTarget(count, open);
    }
    shards.scale(count, clock.millis());
  }

  synchronized void clear() {
    memory.release(shards.expire(Long.MAX_VALUE));
  }

  private void expire() {
    memory.release(shards.expire(clock.millis() - retention.toMillis()));
  }

  private StoredShard shardToRead(int number) {
    return shards.find(number).orElseThrow(() -> errors.noShard(number));
  }

  private StoredShard shardToChange(String shardId) {
    int number = errors.shardNumber(shardId);
    return shards.find(number).orElseThrow(() -> errors.shardNotFound(Shard.id(number)));
  }

  private void requireOpen(StoredShard shard) {
    if (!shard.isOpen()) {
      throw errors.shardNotOpen(shard.id());
    }
  }

  private static List<Shard> descriptions(List<StoredShard> stored) {
    return stored.stream().map(StoredShard::description).toList();
  }
}
