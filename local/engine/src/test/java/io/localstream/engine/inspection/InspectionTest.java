package io.localstream.engine.inspection;

import static io.localstream.engine.inspection.InspectedDeployment.CONSUMER;
import static io.localstream.engine.inspection.InspectedDeployment.MAPPING;
import static io.localstream.engine.inspection.InspectedDeployment.SHARD;
import static io.localstream.engine.inspection.InspectedDeployment.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.localstream.engine.assembly.Deployment.LogLevel;
import io.localstream.engine.cloudwatch.LogEvent;
import io.localstream.engine.cloudwatch.TestEvents;
import io.localstream.engine.inspection.MappingSnapshot.BatchProgress;
import io.localstream.engine.inspection.MappingSnapshot.MappingCounts;
import io.localstream.engine.inspection.MappingSnapshot.ShardProgress;
import io.localstream.engine.inspection.Overview.Trouble;
import io.localstream.engine.inspection.RecordSnapshot.AtMapping;
import io.localstream.engine.inspection.RecordSnapshot.Delivery;
import io.localstream.engine.inspection.RecordSnapshot.DeliveryOutcome;
import io.localstream.engine.inspection.RecordSnapshot.RecordState;
import io.localstream.engine.lambda.InvocationResult;
import io.localstream.engine.records.BatchAnswer;
import io.localstream.engine.records.BatchDelivery;
import io.localstream.engine.records.MappingListener;
import io.localstream.engine.records.RecordListener.RecordId;
import io.localstream.engine.records.ScheduledWait;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InspectionTest {
  private static final RecordId A = record(1);
  private static final RecordId B = record(2);

  private final InspectedDeployment inspected = new InspectedDeployment();
  private final Inspection inspection = inspected.inspection;
  private final MappingListener mapping = inspection.of(MAPPING);

  @Test
  void shouldTellEachDelivery_whenABatchFailsAndIsRetried() {
    Instant start = inspected.clock.instant();
    accept(A, B);
    assertThat(at(A).state()).isEqualTo(RecordState.PENDING);

    send(1, A, B);
    assertThat(at(A).state()).isEqualTo(RecordState.IN_FLIGHT);
    inspected.pass(1);
    answer(1, 0, "r1", "broken", A, B);
    assertThat(at(A).state()).isEqualTo(RecordState.RETRYING);
    inspected.pass(2);
    send(2, A, B);
    inspected.pass(1);
    answer(2, 1, "r2", "half", A, B);

    Delivery first =
        new Delivery(
            1,
            2,
            1,
            start,
            Optional.of(start.plusSeconds(1)),
            DeliveryOutcome.FAILED,
            Optional.of("r1"),
            Optional.of("broken"));
    assertThat(at(A).state()).isEqualTo(RecordState.PROCESSED);
    assertThat(at(A).deliveries())
        .containsExactly(
            first,
            new Delivery(
                1,
                2,
                2,
                start.plusSeconds(3),
                Optional.of(start.plusSeconds(4)),
                DeliveryOutcome.PROCESSED,
                Optional.of("r2"),
                Optional.empty()));
    assertThat(at(B).state()).isEqualTo(RecordState.RETRYING);
    assertThat(at(B).deliveries()).startsWith(first).hasSize(2);
    assertThat(at(B).deliveries().get(1).outcome()).isEqualTo(DeliveryOutcome.FAILED);
  }

  @Test
  void shouldNumberBatches_whenTheirRecordsAreOthers() {
    accept(A, B);
    send(1, A, B);
    answer(1, 0, "r1", "broken", A, B);
    send(1, A);
    answer(1, 1, "r2", null, A);
    send(1, B);

    assertThat(at(A).deliveries()).extracting(Delivery::batch).containsExactly(1L, 2L);
    assertThat(at(B).deliveries()).extracting(Delivery::batch).containsExactly(1L, 3L);
  }

  @Test
  void shouldKeepTheLastDeliveries_whenARecordIsTriedForEver() {
    accept(A);
    for (int attempt = 1; attempt <= RecordSnapshot.DELIVERIES + 1; attempt++) {
      send(attempt, A);
      answer(attempt, 0, "r" + attempt, "broken", A);
    }

    assertThat(at(A).deliveries()).hasSize(RecordSnapshot.DELIVERIES);
    assertThat(at(A).deliveries().get(0).attempt()).isEqualTo(2);
  }

  @Test
  void shouldTellHowFarBehindItIs_whenTheCheckpointMoves() {
    accept(A);
    inspected.pass(3);
    accept(B);
    inspected.pass(2);
    assertThat(shard().behindRecords()).isEqualTo(2);
    assertThat(shard().behindBy()).isEqualTo(Duration.ofSeconds(5));
    assertThat(shard().checkpoint()).isEmpty();

    mapping.consumed(List.of(A));
    mapping.checkpointed(SHARD, A.sequenceNumber());
    assertThat(shard().behindRecords()).isEqualTo(1);
    assertThat(shard().behindBy()).isEqualTo(Duration.ofSeconds(2));
    assertThat(shard().checkpoint()).contains("1");

    mapping.filtered(List.of(B));
    mapping.checkpointed(SHARD, B.sequenceNumber());
    assertThat(shard().behindRecords()).isZero();
    assertThat(shard().behindBy()).isZero();
    assertThat(inspection.mappings().get(0).counts())
        .isEqualTo(new MappingCounts(2, 1, 1, 0, 0, 0, 0));
    assertThat(at(B).state()).isEqualTo(RecordState.FILTERED);
  }

  /** The mapping can process a record before the producer gets the stream's response. */
  @Test
  void shouldNotBeBehind_whenARecordIsCheckpointedBeforeItWasAccepted() {
    mapping.checkpointed(SHARD, A.sequenceNumber());
    accept(A);

    assertThat(shard().behindRecords()).isZero();
  }

  @Test
  void shouldTellOfTheBatchInFlightAndOfTheNextTry_whenAShardIsInTrouble() {
    Instant start = inspected.clock.instant();
    accept(A, B);
    send(1, A, B);
    assertThat(shard().batches())
        .containsExactly(new BatchProgress(0, 1, 2, 1, true, start, Optional.empty()));
    assertThat(inspection.overview().troubles()).isEmpty();

    inspected.pass(1);
    answer(1, 0, "r1", "broken", A, B);
    Instant next = start.plusSeconds(3);
    mapping.waiting(SHARD, List.of(new ScheduledWait("attempt 2", next)));

    assertThat(shard().batches())
        .containsExactly(
            new BatchProgress(0, 1, 2, 1, false, start.plusSeconds(1), Optional.of("broken")));
    assertThat(shard().waits()).containsExactly(new MappingSnapshot.PendingWait("attempt 2", next));
    assertThat(inspection.overview())
        .isEqualTo(
            new Overview(
                2,
                0,
                2,
                Duration.ofSeconds(1),
                List.of(new Trouble(CONSUMER, SHARD, "attempt 1 failed", Optional.of(next))),
                List.of()));

    send(2, A, B);
    answer(2, 2, "r2", null, A, B);
    assertThat(shard().batches()).isEmpty();
    assertThat(inspection.overview().troubles()).isEmpty();
  }

  @Test
  void shouldTellOfTrouble_whenAShardCannotBeRead() {
    Instant next = inspected.clock.instant().plusSeconds(4);
    mapping.waiting(SHARD, List.of(new ScheduledWait("read attempt 2", next)));

    assertThat(inspection.overview().troubles())
        .containsExactly(new Trouble(CONSUMER, SHARD, "cannot be read", Optional.of(next)));
  }

  @Test
  void shouldKeepTheFailure_whenRecordsAreGivenUp() {
    accept(A, B);
    send(1, A);
    answer(1, 0, "r1", "broken", A);
    Path file = Path.of("failures", "object");
    mapping.gaveUp(List.of(A), "RetryAttemptsExhausted", Optional.of(file));
    mapping.discarded(List.of(A), true);
    mapping.gaveUp(List.of(B), "RecordAgeExceeded", Optional.empty());
    mapping.discarded(List.of(B), false);

    assertThat(at(A).state()).isEqualTo(RecordState.FAILED);
    assertThat(at(A).condition()).contains("RetryAttemptsExhausted");
    assertThat(at(B).state()).isEqualTo(RecordState.LOST);
    assertThat(shard().batches()).isEmpty();
    assertThat(inspection.mappings().get(0).counts())
        .isEqualTo(new MappingCounts(2, 0, 0, 1, 1, 1, 1));
    assertThat(inspection.failures(0, failure -> true, 10))
        .extracting(FailureSnapshot::records, FailureSnapshot::condition, FailureSnapshot::file)
        .containsExactly(
            tuple(List.of(A), Optional.of("RetryAttemptsExhausted"), Optional.of(file)),
            tuple(List.of(B), Optional.of("RecordAgeExceeded"), Optional.empty()));
    assertThat(inspection.failures(0, failure -> true, 10))
        .extracting(FailureSnapshot::error)
        .containsExactly(Optional.of("broken"), Optional.empty());
  }

  @Test
  void shouldGiveLogLinesTheirRequest_whenAnInvocationIsUnderWay() {
    inspection.logged(line("before"));
    inspection.invocationListener().started(CONSUMER, "r1", line("").stream());
    inspection.logged(line("during"));
    InvocationResult failed =
        new InvocationResult.Failed("r1", "Unhandled", "{\"errorType\":\"Odd\"}".getBytes(UTF_8));
    inspection
        .invocationListener()
        .ended(CONSUMER, "r1", failed, Duration.ofMillis(7), Optional.of(Duration.ofMillis(90)));
    inspection.logged(line("after"));

    assertThat(inspection.logs(0, event -> event.requestId().isPresent(), 10))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.message()).isEqualTo("during");
              assertThat(event.requestId()).contains("r1");
            });
    assertThat(inspection.logs(0, event -> true, 10)).hasSize(3);
    assertThat(inspection.invocations(0, invocation -> true, 10))
        .singleElement()
        .satisfies(
            invocation -> {
              assertThat(invocation.outcome()).isEqualTo(InvocationSnapshot.Outcome.FAILED);
              assertThat(invocation.duration()).contains(Duration.ofMillis(7));
              assertThat(invocation.coldStart()).contains(Duration.ofMillis(90));
              assertThat(invocation.error()).contains("{\"errorType\":\"Odd\"}");
            });
  }

  @Test
  void shouldForgetTheRecordsThatChangedLongestAgo_whenThereAreTooMany() {
    InspectedDeployment two = new InspectedDeployment(2, 1);
    two.accept(A);
    two.accept(B);
    two.inspection.of(MAPPING).sent(new BatchDelivery(SHARD, 0, 1, List.of(A)));
    two.accept(record(3));

    assertThat(two.inspection.records(0, r -> true, 10))
        .extracting(r -> r.id().sequenceNumber())
        .containsExactly("1", "3");
    assertThat(two.inspection.record(B)).isEmpty();
    assertThat(two.inspection.overview().behindRecords()).isEqualTo(3);
  }

  @Test
  void shouldGiveWhatChangedSince_whenItIsAskedSo() {
    accept(A, B);
    long before = inspection.lastChange();
    assertThat(inspection.records(before, r -> true, 10)).isEmpty();

    send(1, A);

    assertThat(inspection.records(before, r -> true, 10))
        .extracting(RecordSnapshot::id)
        .containsExactly(A);
    assertThat(inspection.records(0, r -> true, 1))
        .extracting(RecordSnapshot::id)
        .containsExactly(A);
    assertThat(inspection.lastChange()).isGreaterThan(before);
  }

  private void accept(RecordId... records) {
    List.of(records).forEach(inspected::accept);
  }

  private void send(int attempt, RecordId... records) {
    mapping.sent(new BatchDelivery(SHARD, 0, attempt, List.of(records)));
  }

  private void answer(
      int attempt, int processed, String requestId, String error, RecordId... records) {
    mapping.answered(
        new BatchDelivery(SHARD, 0, attempt, List.of(records)),
        new BatchAnswer(processed, false, Optional.of(requestId), Optional.ofNullable(error)));
  }

  private AtMapping at(RecordId record) {
    return inspection.record(record).orElseThrow().mappings().get(CONSUMER);
  }

  private ShardProgress shard() {
    return inspection.mappings().get(0).shards().get(0);
  }

  private static LogEvent line(String text) {
    return TestEvents.event(CONSUMER, LogLevel.INFO, false, text);
  }
}
