package io.localstream.engine.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.assembly.Deployment.StartingPosition;
import io.localstream.engine.records.Balance.Counts;
import io.localstream.engine.records.Balance.Loss;
import io.localstream.engine.records.RecordListener.RecordId;
import io.localstream.fixtures.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordLedgerTest {
  private static final String SHARD = "shardId-000000000000";
  private static final RecordId A = new RecordId("MyStream", SHARD, "1", "a");
  private static final RecordId B = new RecordId("MyStream", SHARD, "2", "b");
  private static final RecordId C = new RecordId("MyStream", "shardId-000000000001", "1", "a");
  private static final Duration RETENTION = Duration.ofHours(24);

  private final EventSourceMapping mapping = mapping("consumer", "MyStream", true);
  private final EventSourceMapping second = mapping("second", "MyStream", true);
  private final ManualTime clock = new ManualTime();
  private final RecordLedger ledger = ledger(mapping);
  private final MappingListener consumer = ledger.of(mapping);

  @Test
  void shouldBalance_whenEverythingWasConsumedFilteredOrKept() {
    List.of(A, B, C).forEach(record -> accept(ledger, record));
    consumer.delivered(List.of(A));
    consumer.consumed(List.of(A));
    consumer.filtered(List.of(B));
    consumer.discarded(List.of(C), true);

    assertThat(ledger.isSettled()).isTrue();
    assertThat(ledger.settled()).isEqualTo(3);
    assertThat(balance().counts()).isEqualTo(new Counts(3, 1, 1, 1, 0, 0, 0, 0));
    assertThat(balance().isBalanced()).isTrue();
  }

  @Test
  void shouldNameWhatIsPending_whenItIsOnTheStreamStill() {
    List.of(A, B).forEach(record -> accept(ledger, record));
    consumer.consumed(List.of(A));
    consumer.checkpointed(SHARD, "1");

    assertThat(ledger.isSettled()).isFalse();
    assertThat(balance().counts()).isEqualTo(new Counts(2, 1, 0, 0, 1, 0, 0, 0));
    assertThat(balance().pending()).containsExactly(B);
    assertThat(balance().lost()).isEmpty();
    assertThat(balance().isBalanced()).isFalse();
  }

  @Test
  void shouldCountARecordAsLost_whenItWasDiscardedWithoutADestination() {
    accept(ledger, A);
    consumer.discarded(List.of(A), false);

    assertThat(ledger.isSettled()).isTrue();
    assertThat(balance().counts()).isEqualTo(new Counts(1, 0, 0, 0, 0, 1, 0, 0));
    assertThat(balance().lost()).containsExactly(Map.entry(A, Loss.DROPPED));
    assertThat(balance().isBalanced()).isFalse();
  }

  @Test
  void shouldCountARecordAsLost_whenTheCheckpointPassedIt() {
    List.of(A, B).forEach(record -> accept(ledger, record));
    consumer.consumed(List.of(B));
    consumer.checkpointed(SHARD, "2");

    assertThat(balance().counts()).isEqualTo(new Counts(2, 1, 0, 0, 0, 1, 0, 0));
    assertThat(balance().lost()).containsExactly(Map.entry(A, Loss.SKIPPED));
  }

  @Test
  void shouldCountARecordAsLost_whenItExpiredUnread() {
    accept(ledger, A);
    clock.sleep(RETENTION);
    assertThat(balance().pending()).containsExactly(A);

    clock.sleep(Duration.ofMillis(1));

    assertThat(balance().pending()).isEmpty();
    assertThat(balance().lost()).containsExactly(Map.entry(A, Loss.EXPIRED));
    assertThat(balance().counts().lost()).isEqualTo(1);
  }

  @Test
  void shouldBalance_whenARecordIsSettledBeforeItsAcceptanceIsSeen() {
    consumer.consumed(List.of(A));
    consumer.filtered(List.of(B));
    List.of(A, B).forEach(record -> accept(ledger, record));

    assertThat(ledger.isSettled()).isTrue();
    assertThat(balance().counts()).isEqualTo(new Counts(2, 1, 1, 0, 0, 0, 0, 0));
  }

  @Test
  void shouldCountARecordAsProduced_whenItCameFromElsewhere() {
    consumer.consumed(List.of(A));

    assertThat(balance().counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void shouldCountARecordAsOutOfOrder_whenALaterOneOfItsKeyWasSettledBefore() {
    RecordId first = new RecordId("MyStream", SHARD, "9", "key");
    RecordId later = new RecordId("MyStream", "shardId-000000000001", "10", "key");
    consumer.processed(List.of(later));
    assertThat(balance().counts().outOfOrder()).isZero();

    consumer.discarded(List.of(first), true);

    assertThat(balance().counts().outOfOrder()).isEqualTo(1);
    assertThat(balance().isBalanced()).isFalse();
  }

  @Test
  void shouldNotCareForOrder_whenTheKeysDifferOrTheFilterLeavesARecordOut() {
    consumer.processed(List.of(B));
    consumer.processed(List.of(A));
    consumer.processed(List.of(new RecordId("MyStream", SHARD, "4", "key")));
    consumer.filtered(List.of(new RecordId("MyStream", SHARD, "3", "key")));

    assertThat(balance().counts().outOfOrder()).isZero();
  }

  @Test
  void shouldNotCareForOrder_whenTheCheckpointPassesARecordAfterALaterOneIsGivenUp() {
    RecordId first = new RecordId("MyStream", SHARD, "2", "key");
    RecordId later = new RecordId("MyStream", SHARD, "3", "key");
    consumer.processed(List.of(first));
    consumer.discarded(List.of(later), true);
    consumer.consumed(List.of(first));

    assertThat(balance().counts().outOfOrder()).isZero();
  }

  @Test
  void shouldCountADuplicate_whenARecordIsDeliveredAfterItSucceeded() {
    accept(ledger, A);
    consumer.delivered(List.of(A));
    consumer.delivered(List.of(A));
    consumer.consumed(List.of(A));
    assertThat(balance().counts().duplicates()).isZero();

    consumer.delivered(List.of(A));

    assertThat(balance().counts().duplicates()).isEqualTo(1);
  }

  @Test
  void shouldBalanceEachMapping_whenTwoReadOneStream() {
    RecordLedger both = ledger(mapping, second);
    List.of(A, B).forEach(record -> accept(both, record));
    for (MappingListener each : List.of(both.of(mapping), both.of(second))) {
      each.delivered(List.of(A, B));
    }
    both.of(mapping).consumed(List.of(A, B));
    both.of(second).discarded(List.of(A), false);

    assertThat(both.isSettled()).isFalse();
    assertThat(both.consumed()).isEqualTo(2);
    assertThat(both.balances().get("consumer").counts())
        .isEqualTo(new Counts(2, 2, 0, 0, 0, 0, 0, 0));
    assertThat(both.balances().get("second").counts())
        .isEqualTo(new Counts(2, 0, 0, 0, 1, 1, 0, 0));
    assertThat(Balance.furthestBehind(both.balances().values()))
        .isEqualTo(both.balances().get("second"));
  }

  @Test
  void shouldBePendingForTheOtherMapping_whenARecordThatCameFromElsewhereIsSettledByOne() {
    RecordLedger both = ledger(mapping, second);
    both.of(mapping).consumed(List.of(A));

    assertThat(both.isSettled()).isFalse();
    assertThat(both.balances().get("second").pending()).containsExactly(A);

    accept(both, A);
    both.of(second).consumed(List.of(A));

    assertThat(both.isSettled()).isTrue();
    assertThat(both.balances().values())
        .extracting(Balance::counts)
        .containsOnly(new Counts(1, 1, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void shouldNotWaitButCountAsPending_whenNothingReadsARecord() {
    RecordLedger disabled = ledger(mapping("consumer", "MyStream", false));
    RecordLedger unread = ledger();
    accept(disabled, A);
    accept(unread, A);

    assertThat(disabled.isSettled()).isTrue();
    assertThat(disabled.balances().get("consumer").pending()).containsExactly(A);
    assertThat(unread.isSettled()).isTrue();
    assertThat(Balance.furthestBehind(unread.unread()).counts())
        .isEqualTo(new Counts(1, 0, 0, 0, 1, 0, 0, 0));
    assertThat(unread.unread()).anyMatch(balance -> !balance.isBalanced());
  }

  @Test
  void shouldNameTheStreamToo_whenAFunctionReadsSeveral() {
    RecordLedger both = ledger(mapping, mapping("consumer", "Other", true));

    assertThat(both.balances()).containsOnlyKeys("consumer/MyStream", "consumer/Other");
  }

  @Test
  void shouldNameWhatIsWaitedForByShard_andByFunctionWhereThereAreSeveral() {
    ScheduledWait wait = new ScheduledWait("attempt 7", clock.instant().plusSeconds(32));
    RecordLedger both = ledger(mapping, second);
    both.of(second).waiting("shardId-000000000012", List.of(wait));
    consumer.waiting(SHARD, List.of(wait));

    assertThat(ledger.waits())
        .containsExactly(new ScheduledWait("shard 0: attempt 7", wait.until()));
    assertThat(both.waits())
        .containsExactly(new ScheduledWait("second, shard 12: attempt 7", wait.until()));

    consumer.waiting(SHARD, List.of());
    assertThat(ledger.waits()).isEmpty();
  }

  private Balance balance() {
    return ledger.balances().get("consumer");
  }

  private static void accept(RecordLedger ledger, RecordId record) {
    ledger.accepted(record, new byte[0]);
  }

  private RecordLedger ledger(EventSourceMapping... mappings) {
    return new RecordLedger(
        new Deployment(
            "us-east-1",
            "000000000000",
            List.of(),
            List.of(stream("MyStream"), stream("Other")),
            List.of(),
            List.of(),
            List.of(),
            List.of(mappings),
            Map.of(),
            List.of(),
            List.of(),
            List.of()),
        clock);
  }

  private static Deployment.Stream stream(String name) {
    return new Deployment.Stream(name, "arn:" + name, 2, RETENTION, 1 << 20);
  }

  private static EventSourceMapping mapping(String function, String stream, boolean enabled) {
    return new EventSourceMapping(
        function + stream,
        stream,
        "arn:" + stream,
        Optional.empty(),
        function,
        "arn:" + function,
        enabled,
        5,
        Duration.ZERO,
        StartingPosition.TRIM_HORIZON,
        Optional.empty(),
        1,
        3,
        Optional.empty(),
        true,
        true,
        Optional.empty(),
        List.of(),
        false);
  }
}
