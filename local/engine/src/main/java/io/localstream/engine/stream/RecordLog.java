package io.localstream.engine.stream;

import java.util.ArrayList;
import java.util.List;

/** The records of one shard, oldest first. Their indexes are consecutive, and begin with 1. */
final class RecordLog {
  private final List<StoredRecord> records = new ArrayList<>();

  /** The number of expired entries at the beginning of the list; they are null. */
  private int head;

  private long nextIndex = 1;
  private long lastArrivalMillis;

  /** Returns the index of the next record. */
  long nextIndex() {
    return nextIndex;
  }

  /** Returns the arrival time of a record that arrives now: never before the previous record's. */
  long arrival(long nowMillis) {
    return Math.max(nowMillis, lastArrivalMillis);
  }

  void append(StoredRecord stored) {
    records.add(stored);
    nextIndex++;
    lastArrivalMillis = stored.arrivalMillis();
  }

  /**
   * Removes the records that arrived before a time. Returns the memory that they took, in bytes.
   */
  long expire(long cutoffMillis) {
    long bytes = 0;
    while (head < records.size() && records.get(head).arrivalMillis() < cutoffMillis) {
      bytes += records.set(head, null).footprint();
      head++;
    }
    if (head > 1_000 && head > records.size() / 2) {
      records.subList(0, head).clear();
      head = 0;
    }
    return bytes;
  }

  /** Returns records from an index on, within the limits: at least one record if there is one. */
  List<StoredRecord> read(long fromIndex, int limit, long maxBytes) {
    int from = offset(fromIndex);
    int to = from;
    long bytes = 0;
    while (to < records.size() && to - from < limit) {
      StoredRecord next = records.get(to);
      bytes += StoredRecord.size(next.partitionKey(), next.data());
      if (bytes > maxBytes && to > from) {
        break;
      }
      to++;
    }
    return List.copyOf(records.subList(from, to));
  }

  /** Returns the index of the first record that arrived at a time or later. */
  long indexAt(long millis) {
    int low = head;
    int high = records.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (records.get(middle).arrivalMillis() < millis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return nextIndex - (records.size() - low);
  }

  int count() {
    return records.size() - head;
  }

  private int offset(long index) {
    long offset = records.size() - (nextIndex - index);
    return (int) Math.min(records.size(), Math.max(head, offset));
  }
}
