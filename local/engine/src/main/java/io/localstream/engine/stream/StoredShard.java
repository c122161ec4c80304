package io.localstream.engine.stream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A shard and its records. Not thread-safe: its stream synchronizes the access. */
final class StoredShard {
  final int number;
  final HashKeyRange range;
  final RecordLog log = new RecordLog();
  private final List<String> parents;
  private final long openedMillis;
  private final long openedSecond;
  private Optional<Instant> closed = Optional.empty();

  StoredShard(int number, HashKeyRange range, List<StoredShard> parents, long nowMillis) {
    this.number = number;
    this.range = range;
    this.parents = parents.stream().map(StoredShard::id).toList();
    this.openedMillis = nowMillis;
    this.openedSecond =
        Math.max(
            nowMillis / 1000,
            parents.stream().mapToLong(parent -> parent.openedSecond + 1).max().orElse(0));
  }

  String id() {
    return Shard.id(number);
  }

  /**
   * Returns the second of the opening in sequence numbers. It is later than that of the parents, so
   * that the records have higher sequence numbers, even if the parents were opened in this second.
   */
  long openedSecond() {
    return openedSecond;
  }

  boolean isOpen() {
    return closed.isEmpty();
  }

  boolean isChildOf(StoredShard other) {
    return parents.contains(other.id());
  }

  void close(long nowMillis) {
    closed = Optional.of(Instant.ofEpochMilli(nowMillis));
  }

  /** Returns whether the shard is closed and all of its records have expired. */
  boolean isExpired(long cutoffMillis) {
    return closed.isPresent() && closed.get().toEpochMilli() < cutoffMillis;
  }

  StoredRecord append(long nowMillis, String partitionKey, byte[] data) {
    StoredRecord stored =
        new StoredRecord(
            number, openedSecond, log.nextIndex(), log.arrival(nowMillis), partitionKey, data);
    log.append(stored);
    return stored;
  }

  /**
   * Returns the index of the first record at a position.
   *
   * @throws StreamException {@code InvalidArgumentException} if the position is not on this shard
   */
  long index(IteratorPosition position, long nowMillis, StreamErrors errors) {
    return switch (position.type()) {
      case TRIM_HORIZON -> 0;
      case LATEST -> log.nextIndex();
      case AT_TIMESTAMP -> indexAt(position.timestamp().orElseThrow(), nowMillis, errors);
      case AT_SEQUENCE_NUMBER -> index(position.sequenceNumber().orElseThrow(), errors);
      case AFTER_SEQUENCE_NUMBER -> {
        long index = index(position.sequenceNumber().orElseThrow(), errors);
        yield index == SequenceNumber.END ? index : index + 1;
      }
    };
  }

  private long indexAt(Instant timestamp, long nowMillis, StreamErrors errors) {
    if (timestamp.toEpochMilli() > nowMillis) {
      throw errors.future(timestamp.toEpochMilli(), nowMillis);
    }
    return log.indexAt(timestamp.toEpochMilli());
  }

  private long index(String sequenceNumber, StreamErrors errors) {
    SequenceNumber parsed;
    try {
      parsed = SequenceNumber.parse(sequenceNumber);
    } catch (IllegalArgumentException e) {
      throw errors.invalidSequenceNumber(sequenceNumber, id(), ".");
    }
    if (parsed.shard() != number) {
      throw errors.otherShard(parsed.shard(), id());
    }
    if (parsed.shardOpened() != openedSecond) {
      throw errors.invalidSequenceNumber(
          sequenceNumber, id(), " because it did not come from this stream.");
    }
    return parsed.index();
  }

  Shard description() {
    return new Shard(
        id(),
        range,
        parents,
        sequenceNumber(0, openedMillis),
        closed.map(time -> sequenceNumber(SequenceNumber.END, time.toEpochMilli())),
        Instant.ofEpochMilli(openedMillis),
        closed,
        log.count());
  }

  private String sequenceNumber(long index, long millis) {
    return new SequenceNumber(openedSecond, index, millis / 1000, number).toString();
  }
}
