package io.localstream.engine.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardThroughputTest {
  private static final int MIB = 1 << 20;

  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
  private final ShardThroughput shard = new ShardThroughput(true, nanoTime::get);

  @Test
  void shouldTakeThousandRecordsASecond_whenTheyAreSmall() {
    assertThat(recordsTaken(2_000)).isEqualTo(1_000);
    passMillis(500);
    assertThat(recordsTaken(2_000)).isEqualTo(500);
  }

  @Test
  void shouldNotSaveUp_whenNothingIsWrittenForLong() {
    passMillis(60_000);

    assertThat(recordsTaken(2_000)).isEqualTo(1_000);
  }

  @Test
  void shouldTakeMebibyteASecond_whenRecordsAreLarge() {
    assertThat(shard.admitsWrite(MIB)).isTrue();
    assertThat(shard.admitsWrite(1)).isFalse();
    passMillis(250);
    assertThat(shard.admitsWrite(MIB / 4 + 1)).isFalse();
    assertThat(shard.admitsWrite(MIB / 4)).isTrue();
  }

  @Test
  void shouldNotChargeForRejectedRecord_whenSmallerOneStillFits() {
    assertThat(shard.admitsWrite(MIB - 10)).isTrue();
    assertThat(shard.admitsWrite(11)).isFalse();

    assertThat(shard.admitsWrite(10)).isTrue();
  }

  @Test
  void shouldTakeBurstAndMakeUpForIt_whenRecordIsLargerThanMebibyte() {
    assertThat(shard.admitsWrite(10 * MIB)).isTrue();
    passMillis(9_000);
    assertThat(shard.admitsWrite(1)).isFalse();
    passMillis(1_000);
    assertThat(shard.admitsWrite(MIB)).isTrue();
  }

  @Test
  void shouldGiveFiveReadsASecond_whenAnswersAreSmall() {
    assertThat(IntStream.range(0, 10).filter(i -> shard.admitsRead()).count()).isEqualTo(5);
    passMillis(200);
    assertThat(shard.admitsRead()).isTrue();
    assertThat(shard.admitsRead()).isFalse();
  }

  @Test
  void shouldGoOnReading_whenLessThanTwoMebibytesWereRead() {
    shard.read(2 * MIB - 1);

    assertThat(shard.admitsRead()).isTrue();
  }

  @Test
  void shouldPauseReadsUntilPaidFor_whenTwoMebibytesOrMoreWereRead() {
    shard.read(3 * MIB);
    passMillis(1_499);
    assertThat(shard.admitsRead()).isFalse();
    passMillis(1);
    assertThat(shard.admitsRead()).isTrue();
  }

  @Test
  void shouldNotPayFromTimeBeforeTheRead_whenNothingWasReadForLong() {
    passMillis(60_000);
    shard.read(3 * MIB);

    assertThat(shard.admitsRead()).isFalse();
  }

  private long recordsTaken(int offered) {
    return IntStream.range(0, offered).filter(i -> shard.admitsWrite(10)).count();
  }

  private void passMillis(long millis) {
    nanoTime.addAndGet(millis * 1_000_000L);
  }

  @Test
  void shouldTakeAndGiveAnything_whenItIsNotLimited() {
    ShardThroughput unlimited = new ShardThroughput(false, nanoTime::get);

    for (int i = 0; i < 10; i++) {
      assertThat(unlimited.admitsWrite(1 << 20)).isTrue();
      assertThat(unlimited.admitsRead()).isTrue();
      unlimited.read(10 << 20);
    }
  }
}
