package io.localstream.engine.source;

import static io.localstream.engine.source.TestMapping.mapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.source.Command.Discard;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** BisectBatchOnFunctionError and FunctionResponseTypes, alone and together. */
class BisectTest {

  @Test
  void shouldRetryBothHalvesInOrder_whenABatchFails() {
    OneShard shard = bisecting(-1).arrive("1", "2", "3", "4", "5").fail();
    shard.waitForRetry();

    assertThat(shard.invocation()).containsExactly("1", "2");
    assertThat(shard.succeed().invocation()).containsExactly("3", "4", "5");
    assertThat(shard.succeed().checkpoint()).isEqualTo("5");
  }

  @Test
  void shouldDiscardNothingButThePoisonRecord_whenSplittingIsolatesIt() {
    OneShard shard = bisecting(1).arrive("1", "2", "3", "4");
    List<List<String>> sent = new ArrayList<>();
    while (shard.discarding().isEmpty()) {
      sent.add(shard.invocation());
      if (shard.invocation().contains("2")) {
        shard.fail();
      } else {
        shard.succeed();
      }
      if (shard.discarding().isEmpty()) {
        shard.waitForRetry();
      }
    }

    assertThat(sent)
        .as("splitting uses up no attempts: the lone record has both of its own")
        .containsExactly(
            List.of("1", "2", "3", "4"),
            List.of("1", "2"),
            List.of("1"),
            List.of("2"),
            List.of("2"));
    Discard discard = shard.discarding().orElseThrow();
    assertThat(OneShard.sequenceNumbers(discard.batch().records())).containsExactly("2");
    assertThat(shard.deliver().invocation()).containsExactly("3", "4");
  }

  @Test
  void shouldNotWaitLonger_whenABatchIsSplitAgainAndAgain() {
    OneShard shard = bisecting(-1).arrive("1", "2", "3", "4", "5", "6", "7", "8");

    assertThat(shard.fail().waitForRetry()).isEqualTo(shard.fail().waitForRetry());
  }

  @Test
  void shouldLetBothHalvesInheritUsedAttempts_whenABatchIsSplitAfterThem() {
    OneShard shard = new OneShard(both(1)).arrive("1", "2").report("1");
    shard.waitForRetry();
    shard.fail().waitForRetry();
    assertThat(shard.invocation()).containsExactly("1");

    shard.fail();
    assertThat(shard.discarding()).as("its one retry was used before the split").isPresent();
    shard.deliver();
    assertThat(shard.invocation()).containsExactly("2");
    assertThat(shard.fail().discarding()).isPresent();
  }

  @Test
  void shouldRetryOnlyFromTheReportedRecordWithoutUsingAnAttempt_whenBothAreEnabled() {
    OneShard shard = new OneShard(both(0)).arrive("1", "2", "3", "4").report("3");
    assertThat(shard.checkpoint()).isEqualTo("2");
    assertThat(shard.discarding()).isEmpty();

    shard.waitForRetry();
    assertThat(shard.invocation()).containsExactly("3", "4");
  }

  @Test
  void shouldNotSplitAndCountAnAttempt_whenTheFirstRecordIsReported() {
    OneShard shard = new OneShard(both(1)).arrive("1", "2", "3").report("1");
    shard.waitForRetry();
    assertThat(shard.invocation()).containsExactly("1", "2", "3");

    Discard discard = shard.report("1").discarding().orElseThrow();
    assertThat(OneShard.sequenceNumbers(discard.batch().records())).containsExactly("1", "2", "3");
  }

  @Test
  void shouldSplit_whenTheResponseFailsTheWholeBatch() {
    OneShard shard = new OneShard(both(0)).arrive("1", "2").respond("no JSON");
    shard.waitForRetry();

    assertThat(shard.invocation()).containsExactly("1");
  }

  @Test
  void shouldSendWhatIsLeftAtOnce_whenALaterRecordIsReported() {
    OneShard shard =
        new OneShard(mapping().reportBatchItemFailures().maximumRetryAttempts(0))
            .arrive("1", "2", "3", "4")
            .report("2");

    assertThat(shard.checkpoint()).isEqualTo("1");
    assertThat(shard.invocation()).containsExactly("2", "3", "4");
  }

  @Test
  void shouldGoOnFromTheLowest_whenSeveralRecordsAreReported() {
    OneShard shard = new OneShard(mapping().reportBatchItemFailures()).arrive("8", "9", "10", "11");

    shard.report("11", "9", "10").waitForRetry();

    assertThat(shard.invocation()).containsExactly("9", "10", "11");
  }

  @Test
  void shouldIgnoreTheResponse_whenReportBatchItemFailuresIsNotEnabled() {
    OneShard shard = new OneShard(mapping()).arrive("1", "2").report("2");

    assertThat(shard.checkpoint()).isEqualTo("2");
  }

  private static OneShard bisecting(int attempts) {
    return new OneShard(mapping().bisectBatchOnFunctionError().maximumRetryAttempts(attempts));
  }

  private static TestMapping both(int attempts) {
    return mapping()
        .bisectBatchOnFunctionError()
        .reportBatchItemFailures()
        .maximumRetryAttempts(attempts);
  }
}
