package io.localstream.engine.inspection;

import io.localstream.engine.cloudwatch.Alarm.AlarmState;
import io.localstream.engine.inspection.MappingSnapshot.BatchProgress;
import io.localstream.engine.inspection.MappingSnapshot.PendingWait;
import io.localstream.engine.inspection.MappingSnapshot.ShardProgress;
import io.localstream.engine.inspection.Overview.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Computes the overview of a run. */
final class Overviews {
  private static final Comparator<MappingSnapshot> BEHIND =
      Comparator.comparingLong(Overviews::behindRecords).thenComparing(Overviews::behindBy);

  private Overviews() {}

  static Overview of(long produced, List<MappingSnapshot> mappings, List<AlarmSnapshot> alarms) {
    Optional<MappingSnapshot> last = mappings.stream().max(BEHIND);
    return new Overview(
        produced,
        last.map(mapping -> mapping.counts().processed()).orElse(0L),
        last.map(Overviews::behindRecords).orElse(0L),
        last.map(Overviews::behindBy).orElse(Duration.ZERO),
        mappings.stream().flatMap(Overviews::troubles).toList(),
        alarms.stream()
            .filter(alarm -> alarm.state().filter(AlarmState.ALARM::equals).isPresent())
            .map(AlarmSnapshot::name)
            .toList());
  }

  private static long behindRecords(MappingSnapshot mapping) {
    return mapping.shards().stream().mapToLong(ShardProgress::behindRecords).sum();
  }

  private static Duration behindBy(MappingSnapshot mapping) {
    return mapping.shards().stream()
        .map(ShardProgress::behindBy)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private static Stream<Trouble> troubles(MappingSnapshot mapping) {
    return mapping.shards().stream()
        .flatMap(shard -> Stream.concat(failedBatches(shard), failedReads(shard)).limit(1))
        .map(t -> new Trouble(mapping.name(), t.shardId(), t.what(), t.next()));
  }

  private static Stream<Trouble> failedBatches(ShardProgress shard) {
    return shard.batches().stream()
        .filter(batch -> batch.error().isPresent())
        .map(batch -> new Trouble("", shard.shardId(), what(batch), next(shard)));
  }

  private static String what(BatchProgress batch) {
    int failed = batch.inFlight() ? batch.attempt() - 1 : batch.attempt();
    return failed > 0 ? "attempt " + failed + " failed" : "failed";
  }

  /** A failed read of a shard. No batch shows it. */
  private static Stream<Trouble> failedReads(ShardProgress shard) {
    return shard.waits().stream()
        .filter(wait -> wait.what().startsWith("read attempt"))
        .map(wait -> new Trouble("", shard.shardId(), "cannot be read", Optional.of(wait.until())));
  }

  private static Optional<Instant> next(ShardProgress shard) {
    return shard.waits().stream().map(PendingWait::until).min(Comparator.naturalOrder());
  }
}
