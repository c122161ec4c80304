package io.kinesispipeline.local.console;

import io.kinesispipeline.local.source.RecordListener;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Balances what the stream accepted against what became of it.
 *
 * <p>The stream's side and the event source mapping's side report on their own, and may do so in
 * either order: a record can be processed before the stream's answer to its producer was seen.
 */
class RecordLedger implements RecordListener {
  private final Set<RecordId> outstanding = new LinkedHashSet<>();
  private final Set<RecordId> settledUnannounced = new LinkedHashSet<>();
  private final Set<RecordId> dropped = new LinkedHashSet<>();
  private final Set<RecordId> succeeded = Collections.newSetFromMap(new Remembering<>());
  private final Map<List<String>, BigInteger> lastSettledOfKey = new Remembering<>();
  private long accepted;
  private long consumed;
  private long failed;
  private long duplicates;
  private long outOfOrder;

  /**
   * The balance at one moment.
   *
   * @param produced records that the stream accepted
   * @param consumed records that the mapping checkpointed as processed
   * @param failed records that the on-failure destination took
   * @param duplicates deliveries of a record after one that succeeded
   * @param outOfOrder records that were settled after a later one of their partition key
   * @param missing records that were neither consumed nor kept, oldest first
   */
  record Balance(
      long produced,
      long consumed,
      long failed,
      long duplicates,
      long outOfOrder,
      List<RecordId> missing) {
    Balance {
      missing = List.copyOf(missing);
    }

    /** How many records are missing. */
    long lost() {
      return produced - consumed - failed;
    }
  }

  @Override
  public synchronized void accepted(RecordId record) {
    accepted++;
    if (!settledUnannounced.remove(record)) {
      outstanding.add(record);
    }
  }

  @Override
  public synchronized void delivered(List<RecordId> records) {
    duplicates += records.stream().filter(succeeded::contains).count();
  }

  @Override
  public synchronized void consumed(List<RecordId> records) {
    consumed += records.size();
    records.forEach(this::settle);
    succeeded.addAll(records);
  }

  @Override
  public synchronized void discarded(List<RecordId> records, boolean kept) {
    if (kept) {
      failed += records.size();
    } else {
      dropped.addAll(records);
    }
    records.forEach(this::settle);
  }

  private void settle(RecordId record) {
    BigInteger sequenceNumber = new BigInteger(record.sequenceNumber());
    BigInteger last =
        lastSettledOfKey.merge(
            List.of(record.streamName(), record.partitionKey()), sequenceNumber, BigInteger::max);
    if (last.compareTo(sequenceNumber) > 0) {
      outOfOrder++;
    }
    if (!outstanding.remove(record)) {
      settledUnannounced.add(record);
    }
  }

  /** Whether everything that the stream accepted has come to its end, a good one or a bad one. */
  synchronized boolean isSettled() {
    return outstanding.isEmpty();
  }

  /** Records checkpointed as processed so far. */
  synchronized long consumed() {
    return consumed;
  }

  /**
   * The balance now. A record that somebody put on the stream past the endpoint counts as produced
   * once the mapping has settled it.
   */
  synchronized Balance balance() {
    List<RecordId> missing = new ArrayList<>(dropped);
    missing.addAll(outstanding);
    return new Balance(
        accepted + settledUnannounced.size(), consumed, failed, duplicates, outOfOrder, missing);
  }

  /** A map of the newest entries, which are enough to tell what goes wrong shortly after. */
  private static final class Remembering<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;
    private static final int ENTRIES = 100_000;

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > ENTRIES;
    }
  }
}
