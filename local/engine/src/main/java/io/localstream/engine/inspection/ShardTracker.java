package io.localstream.engine.inspection;

import io.localstream.engine.inspection.MappingSnapshot.BatchProgress;
import io.localstream.engine.inspection.MappingSnapshot.PendingWait;
import io.localstream.engine.inspection.MappingSnapshot.ShardProgress;
import io.localstream.engine.records.BatchAnswer;
import io.localstream.engine.records.BatchDelivery;
import io.localstream.engine.records.RecordListener.RecordId;
import io.localstream.engine.records.ScheduledWait;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Follows one shard at one mapping. Not thread-safe: the {@link MappingTracker} that has it is. */
final class ShardTracker {
  private final String shardId;
  private final TreeMap<BigInteger, Instant> behind = new TreeMap<>();
  private final Map<Integer, OpenBatch> batches = new TreeMap<>();
  private Optional<BigInteger> checkpoint = Optional.empty();
  private List<ScheduledWait> waits = List.of();
  private long batchNumber;

  ShardTracker(String shardId) {
    this.shardId = shardId;
  }

  /** A batch with records that are not processed. */
  private record OpenBatch(List<RecordId> records, BatchProgress progress) {}

  /**
   * Receives that the stream accepted a record. The mapping can have processed it before this call.
   */
  void accepted(String sequenceNumber, Instant now) {
    BigInteger number = new BigInteger(sequenceNumber);
    if (checkpoint.filter(passed -> passed.compareTo(number) >= 0).isEmpty()) {
      behind.put(number, now);
    }
  }

  void checkpointed(String sequenceNumber) {
    BigInteger number = new BigInteger(sequenceNumber);
    checkpoint = Optional.of(number);
    behind.headMap(number, true).clear();
  }

  void waiting(List<ScheduledWait> current) {
    waits = current;
  }

  /**
   * Returns the number of the batch: the number of an open batch with the same records, or a new
   * number.
   */
  long sent(BatchDelivery delivery, Instant now) {
    Optional<OpenBatch> last = Optional.ofNullable(batches.get(delivery.queue()));
    boolean again = last.filter(batch -> batch.records.equals(delivery.records())).isPresent();
    long number = again ? last.get().progress.batch() : ++batchNumber;
    BatchProgress progress =
        new BatchProgress(
            delivery.queue(),
            number,
            delivery.records().size(),
            delivery.attempt(),
            true,
            now,
            again ? last.get().progress.error() : Optional.empty());
    batches.put(delivery.queue(), new OpenBatch(delivery.records(), progress));
    return number;
  }

  /** Returns the number of the batch whose delivery has ended. */
  long answered(BatchDelivery delivery, BatchAnswer answer, Instant now) {
    BatchProgress sent = batches.get(delivery.queue()).progress;
    List<RecordId> rest = delivery.records().subList(answer.processed(), delivery.records().size());
    if (rest.isEmpty()) {
      batches.remove(delivery.queue());
    } else {
      BatchProgress failed =
          new BatchProgress(
              sent.queue(), sent.batch(), rest.size(), sent.attempt(), false, now, answer.error());
      batches.put(delivery.queue(), new OpenBatch(List.copyOf(rest), failed));
    }
    return sent.batch();
  }

  void discarded(List<RecordId> records) {
    batches
        .values()
        .removeIf(batch -> !batch.progress.inFlight() && records.containsAll(batch.records));
  }

  ShardProgress progress(Instant now) {
    Duration behindBy =
        behind.isEmpty() ? Duration.ZERO : Duration.between(behind.firstEntry().getValue(), now);
    return new ShardProgress(
        shardId,
        checkpoint.map(BigInteger::toString),
        behind.size(),
        behindBy.isNegative() ? Duration.ZERO : behindBy,
        batches.values().stream().map(OpenBatch::progress).toList(),
        waits.stream().map(wait -> new PendingWait(wait.what(), wait.until())).toList());
  }
}
