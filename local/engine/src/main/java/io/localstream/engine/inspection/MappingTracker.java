package io.localstream.engine.inspection;

import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.inspection.MappingSnapshot.MappingCounts;
import io.localstream.engine.inspection.RecordSnapshot.AtMapping;
import io.localstream.engine.inspection.RecordSnapshot.Delivery;
import io.localstream.engine.inspection.RecordSnapshot.DeliveryOutcome;
import io.localstream.engine.inspection.RecordSnapshot.RecordState;
import io.localstream.engine.records.BatchAnswer;
import io.localstream.engine.records.BatchDelivery;
import io.localstream.engine.records.MappingListener;
import io.localstream.engine.records.RecordListener.RecordId;
import io.localstream.engine.records.ScheduledWait;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Follows one event source mapping. Thread-safe. */
final class MappingTracker implements MappingListener {
  private final String name;
  private final EventSourceMapping mapping;
  private final Clock clock;
  private final RecordHistory records;
  private final FailureHistory failures;
  private final Map<String, ShardTracker> shards = new TreeMap<>();
  private long produced;
  private long processed;
  private long filtered;
  private long failed;
  private long lost;
  private long batches;
  private long sent;
  private boolean paused;

  MappingTracker(
      String name,
      EventSourceMapping mapping,
      Clock clock,
      RecordHistory records,
      FailureHistory failures) {
    this.name = name;
    this.mapping = mapping;
    this.clock = clock;
    this.records = records;
    this.failures = failures;
  }

  String name() {
    return name;
  }

  EventSourceMapping mapping() {
    return mapping;
  }

  /** The stream accepted a record. */
  synchronized void accepted(RecordId record, Instant now) {
    produced++;
    shard(record.shardId()).accepted(record.sequenceNumber(), now);
  }

  @Override
  public synchronized void sent(BatchDelivery delivery) {
    Instant now = clock.instant();
    long batch = shard(delivery.shardId()).sent(delivery, now);
    batches++;
    sent += delivery.records().size();
    Delivery sending =
        new Delivery(
            batch,
            delivery.records().size(),
            delivery.attempt(),
            now,
            Optional.empty(),
            DeliveryOutcome.UNDER_WAY,
            Optional.empty(),
            Optional.empty());
    change(delivery.records(), at -> at.sent(sending));
  }

  @Override
  public synchronized void answered(BatchDelivery delivery, BatchAnswer answer) {
    Instant now = clock.instant();
    shard(delivery.shardId()).answered(delivery, answer, now);
    List<RecordId> all = delivery.records();
    DeliveryOutcome failure =
        answer.throttled() ? DeliveryOutcome.THROTTLED : DeliveryOutcome.FAILED;
    change(
        all.subList(0, answer.processed()),
        at ->
            at.ended(
                RecordState.PROCESSED,
                DeliveryOutcome.PROCESSED,
                now,
                answer.requestId(),
                Optional.empty()));
    change(
        all.subList(answer.processed(), all.size()),
        at -> at.ended(RecordState.RETRYING, failure, now, answer.requestId(), answer.error()));
  }

  @Override
  public void delivered(List<RecordId> delivered) {
    // answered() reports the outcome of each record.
  }

  @Override
  public void processed(List<RecordId> done) {
    // answered() reports the outcome of each record.
  }

  @Override
  public synchronized void consumed(List<RecordId> consumed) {
    processed += consumed.size();
    records.touch();
  }

  @Override
  public synchronized void filtered(List<RecordId> leftOut) {
    filtered += leftOut.size();
    change(leftOut, at -> at.in(RecordState.FILTERED));
  }

  @Override
  public synchronized void gaveUp(List<RecordId> given, String condition, Optional<Path> file) {
    change(given, at -> at.gaveUp(condition));
    failures.add(
        mapping.functionName(),
        Optional.of(name),
        given,
        Optional.of(condition),
        given.stream().findFirst().flatMap(this::lastError),
        file);
  }

  private Optional<String> lastError(RecordId record) {
    return records.get(record).stream()
        .flatMap(known -> known.at(name).deliveries().stream())
        .reduce((first, second) -> second)
        .flatMap(Delivery::error);
  }

  @Override
  public synchronized void discarded(List<RecordId> discarded, boolean kept) {
    failed += kept ? discarded.size() : 0;
    lost += kept ? 0 : discarded.size();
    discarded.stream().findFirst().ifPresent(first -> shard(first.shardId()).discarded(discarded));
    change(discarded, at -> at.in(kept ? RecordState.FAILED : RecordState.LOST));
  }

  @Override
  public synchronized void checkpointed(String shardId, String sequenceNumber) {
    shard(shardId).checkpointed(sequenceNumber);
    records.touch();
  }

  @Override
  public synchronized void paused(boolean now) {
    paused = now;
  }

  @Override
  public synchronized void waiting(String shardId, List<ScheduledWait> waits) {
    shard(shardId).waiting(waits);
  }

  private ShardTracker shard(String shardId) {
    return shards.computeIfAbsent(shardId, ShardTracker::new);
  }

  private void change(List<RecordId> changed, UnaryOperator<AtMapping> change) {
    changed.forEach(record -> records.changeAt(name, record, change));
  }

  synchronized MappingSnapshot snapshot() {
    Instant now = clock.instant();
    return new MappingSnapshot(
        name,
        mapping.uuid(),
        mapping.streamName(),
        mapping.functionName(),
        mapping.enabled() && !paused,
        new MappingCounts(produced, processed, filtered, failed, lost, batches, sent),
        shards.values().stream().map(shard -> shard.progress(now)).toList());
  }
}
