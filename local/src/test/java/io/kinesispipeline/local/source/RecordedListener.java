package io.kinesispipeline.local.source;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the sequence numbers that it is told of. */
final class RecordedListener implements RecordListener {
  final List<String> delivered = new CopyOnWriteArrayList<>();
  final List<String> consumed = new CopyOnWriteArrayList<>();
  final List<String> kept = new CopyOnWriteArrayList<>();
  final List<String> dropped = new CopyOnWriteArrayList<>();

  @Override
  public void accepted(RecordId record) {
    throw new AssertionError("The stream's side tells of accepted records");
  }

  @Override
  public void delivered(List<RecordId> records) {
    delivered.addAll(numbers(records));
  }

  @Override
  public void consumed(List<RecordId> records) {
    consumed.addAll(numbers(records));
  }

  @Override
  public void discarded(List<RecordId> records, boolean wereKept) {
    (wereKept ? kept : dropped).addAll(numbers(records));
  }

  private static List<String> numbers(List<RecordId> records) {
    return records.stream().map(RecordId::sequenceNumber).toList();
  }
}
