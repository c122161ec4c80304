package io.localstream.engine.records;

import io.localstream.engine.records.RecordListener.RecordId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Passes each call to several listeners.
 *
 * @param all the listeners, in the order of the calls
 */
public record MappingListeners(List<MappingListener> all) implements MappingListener {
  @Override
  public void sent(BatchDelivery delivery) {
    tell(listener -> listener.sent(delivery));
  }

  @Override
  public void answered(BatchDelivery delivery, BatchAnswer answer) {
    tell(listener -> listener.answered(delivery, answer));
  }

  @Override
  public void delivered(List<RecordId> records) {
    tell(listener -> listener.delivered(records));
  }

  @Override
  public void processed(List<RecordId> records) {
    tell(listener -> listener.processed(records));
  }

  @Override
  public void consumed(List<RecordId> records) {
    tell(listener -> listener.consumed(records));
  }

  @Override
  public void filtered(List<RecordId> records) {
    tell(listener -> listener.filtered(records));
  }

  @Override
  public void gaveUp(List<RecordId> records, String condition, Optional<Path> file) {
    tell(listener -> listener.gaveUp(records, condition, file));
  }

  @Override
  public void discarded(List<RecordId> records, boolean kept) {
    tell(listener -> listener.discarded(records, kept));
  }

  @Override
  public void checkpointed(String shardId, String sequenceNumber) {
    tell(listener -> listener.checkpointed(shardId, sequenceNumber));
  }

  @Override
  public void paused(boolean paused) {
    tell(listener -> listener.paused(paused));
  }

  @Override
  public void waiting(String shardId, List<ScheduledWait> waits) {
    tell(listener -> listener.waiting(shardId, waits));
  }

  private void tell(Consumer<MappingListener> event) {
    all.forEach(event);
  }
}
