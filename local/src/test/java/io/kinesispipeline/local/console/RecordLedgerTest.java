package io.kinesispipeline.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesispipeline.local.source.RecordListener.RecordId;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordLedgerTest {
  private static final RecordId A = new RecordId("MyStream", "shardId-000000000000", "1", "a");
  private static final RecordId B = new RecordId("MyStream", "shardId-000000000000", "2", "b");
  private static final RecordId C = new RecordId("MyStream", "shardId-000000000001", "1", "a");

  private final RecordLedger ledger = new RecordLedger();

  @Test
  void shouldBalance_whenEverythingWasConsumedOrKept() {
    List.of(A, B, C).forEach(ledger::accepted);
    ledger.delivered(List.of(A, B));
    ledger.consumed(List.of(A, B));
    ledger.discarded(List.of(C), true);

    assertThat(ledger.isSettled()).isTrue();
    assertThat(ledger.balance())
        .isEqualTo(new RecordLedger.Balance(3, 2, 1, 0, 0, List.of()))
        .returns(0L, RecordLedger.Balance::lost);
  }

  @Test
  void shouldNameWhatIsMissing_whenItWasNeverSettled() {
    List.of(A, B).forEach(ledger::accepted);
    ledger.consumed(List.of(A));

    assertThat(ledger.isSettled()).isFalse();
    assertThat(ledger.balance().lost()).isEqualTo(1);
    assertThat(ledger.balance().missing()).containsExactly(B);
  }

  @Test
  void shouldCountARecordAsLost_whenItWasDiscardedWithoutADestination() {
    ledger.accepted(A);
    ledger.discarded(List.of(A), false);

    assertThat(ledger.isSettled()).isTrue();
    assertThat(ledger.balance().lost()).isEqualTo(1);
    assertThat(ledger.balance().missing()).containsExactly(A);
  }

  @Test
  void shouldBalance_whenARecordIsConsumedBeforeItsAcceptanceIsSeen() {
    ledger.consumed(List.of(A));
    ledger.accepted(A);

    assertThat(ledger.isSettled()).isTrue();
    assertThat(ledger.balance()).isEqualTo(new RecordLedger.Balance(1, 1, 0, 0, 0, List.of()));
  }

  @Test
  void shouldCountARecordAsProduced_whenItCameFromElsewhere() {
    ledger.consumed(List.of(A));

    assertThat(ledger.balance()).isEqualTo(new RecordLedger.Balance(1, 1, 0, 0, 0, List.of()));
  }

  @Test
  void shouldCountARecordAsOutOfOrder_whenALaterOneOfItsKeyWasSettledBefore() {
    RecordId first = new RecordId("MyStream", "shardId-000000000000", "9", "key");
    RecordId second = new RecordId("MyStream", "shardId-000000000001", "10", "key");
    ledger.consumed(List.of(second));
    assertThat(ledger.balance().outOfOrder()).isZero();

    ledger.discarded(List.of(first), true);
    assertThat(ledger.balance().outOfOrder()).isEqualTo(1);
  }

  @Test
  void shouldNotCareForOrder_whenTheKeysDiffer() {
    ledger.consumed(List.of(B));
    ledger.consumed(List.of(A));

    assertThat(ledger.balance().outOfOrder()).isZero();
  }

  @Test
  void shouldCountADuplicate_whenARecordIsDeliveredAfterItSucceeded() {
    ledger.accepted(A);
    ledger.delivered(List.of(A));
    ledger.delivered(List.of(A));
    ledger.consumed(List.of(A));
    assertThat(ledger.balance().duplicates()).isZero();

    ledger.delivered(List.of(A));
    assertThat(ledger.balance().duplicates()).isEqualTo(1);
  }
}
