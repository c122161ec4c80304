package io.localstream.engine.records;

import io.localstream.engine.records.Balance.Counts;
import io.localstream.engine.records.Balance.Loss;
import io.localstream.engine.records.RecordListener.RecordId;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tracks the outcomes of a stream's records at one event source mapping. Not thread-safe; {@link
 * RecordLedger} synchronizes access.
 */
final class MappingLedger {
  private final Map<RecordId, Instant> outstanding = new LinkedHashMap<>();
  private final Map<RecordId, Loss> dropped = new LinkedHashMap<>();
  private final Set<RecordId> succeeded = Collections.newSetFromMap(new BoundedMap<>());
  private final Map<String, BigInteger> lastSettledOfKey = new BoundedMap<>();
  private final Map<String, BigInteger> checkpoints = new HashMap<>();
  private final Map<String, List<ScheduledWait>> waits = new LinkedHashMap<>();
  private long consumed;
  private long filtered;
  private long failed;
  private long duplicates;
  private long outOfOrder;

  /** Receives that the stream has had a record since the given time. */
  void onStream(RecordId record, Instant since) {
    outstanding.put(record, since);
  }

  void delivered(List<RecordId> records) {
    duplicates += records.stream().filter(succeeded::contains).count();
  }

  void processed(List<RecordId> records) {
    records.forEach(this::checkOrder);
  }

  void consumed(List<RecordId> records) {
    consumed += records.size();
    records.forEach(outstanding::remove);
    succeeded.addAll(records);
  }

  /** Counts filtered records. Their order does not matter, because they are not processed. */
  void filtered(List<RecordId> records) {
    filtered += records.size();
    records.forEach(outstanding::remove);
  }

  void discarded(List<RecordId> records, boolean kept) {
    if (kept) {
      failed += records.size();
    } else {
      records.forEach(record -> dropped.put(record, Loss.DROPPED));
    }
    records.forEach(this::checkOrder);
    records.forEach(outstanding::remove);
  }

  private void checkOrder(RecordId record) {
    BigInteger number = number(record);
    BigInteger last = lastSettledOfKey.merge(record.partitionKey(), number, BigInteger::max);
    if (last.compareTo(number) > 0) {
      outOfOrder++;
    }
  }

  void checkpointed(String shardId, String sequenceNumber) {
    checkpoints.put(shardId, new BigInteger(sequenceNumber));
  }

  void waiting(String shardId, List<ScheduledWait> current) {
    waits.put(shardId, current);
  }

  boolean isOutstanding(RecordId record) {
    return outstanding.containsKey(record);
  }

  boolean isSettled() {
    return outstanding.isEmpty();
  }

  /** Returns the number of settled records. */
  long settled() {
    return consumed + filtered + failed + dropped.size();
  }

  long consumed() {
    return consumed;
  }

  /** Returns the waits of all shards, with the name of the shard. */
  Stream<ScheduledWait> waits() {
    return waits.entrySet().stream()
        .flatMap(
            ofShard ->
                ofShard.getValue().stream()
                    .map(wait -> wait.prefixed(shortName(ofShard.getKey()) + ": ")));
  }

  /** Shortens {@code shardId-000000000012} to {@code shard 12}. */
  private static String shortName(String shardId) {
    return shardId.replaceFirst("^shardId-0*(\\d+)$", "shard $1");
  }

  /** Returns the current balance. */
  Balance balance(long produced, Duration retention, Instant now) {
    List<RecordId> pending = new ArrayList<>();
    Map<RecordId, Loss> lost = new LinkedHashMap<>(dropped);
    outstanding.forEach(
        (record, since) -> {
          if (number(record).compareTo(checkpoint(record.shardId())) <= 0) {
            lost.put(record, Loss.SKIPPED);
          } else if (since.plus(retention).isBefore(now)) {
            lost.put(record, Loss.EXPIRED);
          } else {
            pending.add(record);
          }
        });
    Counts counts =
        Counts.of(produced, consumed, filtered, failed, pending.size(), duplicates, outOfOrder);
    return new Balance(
        counts, List.copyOf(pending), Collections.unmodifiableMap(new LinkedHashMap<>(lost)));
  }

  private BigInteger checkpoint(String shardId) {
    return checkpoints.getOrDefault(shardId, BigInteger.ONE.negate());
  }

  private static BigInteger number(RecordId record) {
    return new BigInteger(record.sequenceNumber());
  }

  /** A map that keeps the newest entries only, which bounds the memory of a long run. */
  private static final class BoundedMap<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;
    private static final int ENTRIES = 100_000;

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > ENTRIES;
    }
  }
}
