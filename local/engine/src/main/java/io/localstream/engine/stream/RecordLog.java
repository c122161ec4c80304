package io.localstream.engine.stream;

import java.util.ArrayList;
import java.util.List;

/** The records of one shard, oldest first; each has the index of the one before it, plus 1. */
final class RecordLog {
  private final List<StoredRecord> records = new ArrayList<>();

  /** How many entries at the beginning are expired, and are null. */
  private int head;

  private long nextIndex = 1;
  private long lastArrivalMillis;

  /** The index of the next record. */
  long nextIndex() {
    return nextIndex;
  }

  /** When the next record arrives, now: not before the one before it. */
  long arrival(long nowMillis) {
    return Math.max(nowMillis, lastArrivalMillis);
  }

  void append(StoredRecord stored) {
    records.add(stored);
    nextIndex++;
    lastArrivalMillis = stored.arrivalMillis();
  }

  /** Forgets the records that arrived before a time, and returns the memory that they took. */
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

  /** The records from an index on: so many at most, and no more bytes than may be returned. */
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

  /** The index of the first record that arrived at a time or later. */
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
