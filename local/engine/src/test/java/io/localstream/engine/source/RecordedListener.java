package io.localstream.engine.source;

import io.localstream.engine.records.BatchAnswer;
import io.localstream.engine.records.BatchDelivery;
import io.localstream.engine.records.MappingListener;
import io.localstream.engine.records.RecordListener.RecordId;
import io.localstream.engine.records.ScheduledWait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records the sequence numbers that it receives. */
final class RecordedListener implements MappingListener {
  final List<String> delivered = new CopyOnWriteArrayList<>();
  final List<String> processed = new CopyOnWriteArrayList<>();
  final List<String> consumed = new CopyOnWriteArrayList<>();
  final List<String> filtered = new CopyOnWriteArrayList<>();
  final List<String> checkpoints = new CopyOnWriteArrayList<>();
  final List<ScheduledWait> waits = new CopyOnWriteArrayList<>();
  final List<String> kept = new CopyOnWriteArrayList<>();
  final List<String> dropped = new CopyOnWriteArrayList<>();

  final List<BatchDelivery> sent = new CopyOnWriteArrayList<>();
  final List<BatchAnswer> answers = new CopyOnWriteArrayList<>();
  final List<String> givenUp = new CopyOnWriteArrayList<>();

  final List<Boolean> pauses = new CopyOnWriteArrayList<>();

  @Override
  public void paused(boolean paused) {
    pauses.add(paused);
  }

  @Override
  public void sent(BatchDelivery delivery) {
    sent.add(delivery);
  }

  @Override
  public void answered(BatchDelivery delivery, BatchAnswer answer) {
    answers.add(answer);
  }

  @Override
  public void gaveUp(List<RecordId> records, String condition, Optional<Path> file) {
    givenUp.add(condition + " " + numbers(records) + " " + file.filter(Files::exists).isPresent());
  }

  @Override
  public void delivered(List<RecordId> records) {
    delivered.addAll(numbers(records));
  }

  @Override
  public void processed(List<RecordId> records) {
    processed.addAll(numbers(records));
  }

  @Override
  public void consumed(List<RecordId> records) {
    consumed.addAll(numbers(records));
  }

  @Override
  public void filtered(List<RecordId> records) {
    filtered.addAll(numbers(records));
  }

  @Override
  public void checkpointed(String shardId, String sequenceNumber) {
    checkpoints.add(shardId + ":" + sequenceNumber);
  }

  @Override
  public void waiting(String shardId, List<ScheduledWait> current) {
    waits.addAll(current);
  }

  @Override
  public void discarded(List<RecordId> records, boolean wereKept) {
    (wereKept ? kept : dropped).addAll(numbers(records));
  }

  private static List<String> numbers(List<RecordId> records) {
    return records.stream().map(RecordId::sequenceNumber).toList();
  }
}
