package io.localstream.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  @ParameterizedTest
  @CsvSource({"1,500", "2,1000", "3,2000", "7,32000", "8,60000", "1000000,60000"})
  void shouldDrawFromHalfToAllOfTheExponentialCeiling_betweenAttempts(
      int failures, long ceilingMillis) {
    assertDrawn(Backoff.betweenAttempts(new Random(1)), failures, ceilingMillis);
  }

  @ParameterizedTest
  @CsvSource({"1,100", "2,200", "3,400", "7,6400", "8,10000", "1000000,10000"})
  void shouldDrawFromHalfToAllOfTheExponentialCeiling_betweenRequests(
      int failures, long ceilingMillis) {
    assertDrawn(Backoff.betweenRequests(new Random(1)), failures, ceilingMillis);
  }

  private static void assertDrawn(Backoff backoff, int failures, long ceilingMillis) {
    LongSummaryStatistics waits =
        LongStream.range(0, 10_000)
            .map(i -> backoff.after(failures).toMillis())
            .summaryStatistics();

    assertThat(waits.getMin()).isBetween(ceilingMillis / 2, ceilingMillis * 51 / 100);
    assertThat(waits.getMax()).isBetween(ceilingMillis * 99 / 100, ceilingMillis);
    assertThat(waits.getAverage()).isBetween(ceilingMillis * 0.74, ceilingMillis * 0.76);
  }

  @Test
  void shouldWaitAsAfterTheFirstFailure_whenNoneCounted() {
    assertThat(Backoff.betweenAttempts(new LongestWait()).after(0)).hasMillis(500);
  }
}
