package io.localstream.engine.inspection;

import io.localstream.engine.inspection.RecordSnapshot.AtMapping;
import io.localstream.engine.records.RecordListener.RecordId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Keeps the records that changed last, with their deliveries. Thread-safe. */
final class RecordHistory {
  /** The maximum size of all records' data, in bytes. More data evicts the oldest records. */
  static final long MOST_BYTES = 64L << 20;

  private final RecentItems<RecordId, RecordSnapshot> items;
  private final AtomicLong changes;

  RecordHistory(int most, AtomicLong changes) {
    this.items =
        new RecentItems<>(
            most, MOST_BYTES, record -> record.data().map(data -> data.length).orElse(0), changes);
    this.changes = changes;
  }

  /** Adds a record that the stream accepted. It is pending at the mappings that read the stream. */
  void accepted(RecordId id, byte[] data, Instant now, List<String> mappings) {
    items.change(
        id,
        unknown(id),
        record -> {
          Map<String, AtMapping> all = new LinkedHashMap<>();
          mappings.forEach(mapping -> all.put(mapping, record.at(mapping)));
          return new RecordSnapshot(0, id, Optional.of(now), Optional.of(data), all);
        });
  }

  void changeAt(String mapping, RecordId id, UnaryOperator<AtMapping> change) {
    items.change(id, unknown(id), record -> record.with(mapping, change.apply(record.at(mapping))));
  }

  private static RecordSnapshot unknown(RecordId id) {
    return new RecordSnapshot(0, id, Optional.empty(), Optional.empty(), Map.of());
  }

  /** Counts a change that changes no snapshot of a record. */
  void touch() {
    changes.incrementAndGet();
  }

  Optional<RecordSnapshot> get(RecordId id) {
    return items.get(id);
  }

  List<RecordSnapshot> after(long change, Predicate<RecordSnapshot> filter, int limit) {
    return items.after(change, filter, limit);
  }
}
