package io.localstream.engine.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tracks the outcomes of a shard's records after the checkpoint. Concurrent batches end in any
 * order. The checkpoint moves in stream order, and never past a record that was neither processed
 * nor discarded.
 */
final class CheckpointTracker {
  private enum Fate {
    PROCESSED,
    DISCARDED
  }

  private final Deque<StreamRecord> sinceCheckpoint = new ArrayDeque<>();
  private final Map<String, Fate> fates = new HashMap<>();
  private long bytes;

  void fetched(StreamRecord record) {
    sinceCheckpoint.add(record);
    bytes += record.entry().length;
  }

  void processed(List<StreamRecord> records) {
    records.forEach(record -> fates.put(record.sequenceNumber(), Fate.PROCESSED));
  }

  void discarded(List<StreamRecord> records) {
    records.forEach(record -> fates.put(record.sequenceNumber(), Fate.DISCARDED));
  }

  /** Moves the checkpoint as far as possible; empty if it does not move. */
  Optional<Command.Checkpoint> advance() {
    List<StreamRecord> processed = new ArrayList<>();
    StreamRecord last = null;
    while (!sinceCheckpoint.isEmpty()
        && fates.containsKey(sinceCheckpoint.peek().sequenceNumber())) {
      last = sinceCheckpoint.poll();
      bytes -= last.entry().length;
      if (fates.remove(last.sequenceNumber()) == Fate.PROCESSED) {
        processed.add(last);
      }
    }
    return Optional.ofNullable(last)
        .map(record -> new Command.Checkpoint(record.sequenceNumber(), processed));
  }

  /** Returns the number of records that the checkpoint has not passed. */
  int records() {
    return sinceCheckpoint.size();
  }

  /** Returns the memory that these records take, in bytes. */
  long bytes() {
    return bytes;
  }
}
