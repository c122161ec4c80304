package io.localstream.engine.source;

import static org.assertj.core.api.Assertions.fail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The states of the records that a {@link SimulatedStream} accepted. */
final class SimulatedRecords {
  private static final byte[] SMALL = new byte[100];
  private static final byte[] LARGE = new byte[(5 << 20) / 2];
  private static final byte[] TOO_LARGE = new byte[7 << 20];

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, List<Entry>> byKey = new HashMap<>();

  /** One record. */
  static final class Entry {
    final StreamRecord record;
    int invocations;
    int failures;
    Optional<String> functionError = Optional.empty();
    boolean processed;
    boolean discarded;
    boolean checkpointed;

    Entry(StreamRecord record) {
      this.record = record;
      processed = !record.selected();
    }

    void invoked(Optional<String> error) {
      invocations++;
      functionError = error;
    }

    /** Receives that a response made progress, so that earlier attempts no longer count. */
    void startAnew() {
      invocations = 0;
      failures = 0;
    }

    boolean isFinished() {
      return processed || discarded;
    }
  }

  StreamRecord accept(String sequenceNumber, String key, Instant arrival, Random random) {
    int dice = random.nextInt(100);
    boolean selected = dice < 90;
    byte[] large = dice < 1 ? TOO_LARGE : LARGE;
    byte[] entry = dice < 6 ? large : SMALL;
    StreamRecord record =
        new StreamRecord(sequenceNumber, key, arrival, selected, selected ? entry : new byte[0]);
    Entry accepted = new Entry(record);
    entries.put(sequenceNumber, accepted);
    byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(accepted);
    return record;
  }

  Collection<Entry> entries() {
    return entries.values();
  }

  Entry of(StreamRecord record) {
    return entries.get(record.sequenceNumber());
  }

  List<Entry> of(List<StreamRecord> records) {
    return records.stream().map(this::of).toList();
  }

  /**
   * Checks that all earlier records of each record's key are done, or come before it in the batch.
   */
  void requireOrder(List<StreamRecord> batch) {
    Set<Entry> before = new HashSet<>();
    for (StreamRecord record : batch) {
      Entry own = of(record);
      for (Entry earlier : byKey.get(record.partitionKey())) {
        if (earlier == own) {
          break;
        }
        if (!earlier.isFinished() && !before.contains(earlier)) {
          fail(earlier.record.sequenceNumber() + " must come before " + record.sequenceNumber());
        }
      }
      before.add(own);
    }
  }
}
