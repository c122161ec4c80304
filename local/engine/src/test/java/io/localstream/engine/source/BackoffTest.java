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
  @CsvSource({"1,100", "2,200", "3,400", "7,6400", "8,10000", "1000000,10000"})
  void shouldDrawFromZeroToTheExponentialCeiling(int failures, long ceilingMillis) {
    Backoff backoff = new Backoff(new Random(1));

    LongSummaryStatistics waits =
        LongStream.range(0, 10_000)
            .map(i -> backoff.after(failures).toMillis())
            .summaryStatistics();

    assertThat(waits.getMin()).isBetween(0L, ceilingMillis / 100);
    assertThat(waits.getMax()).isBetween(ceilingMillis * 99 / 100, ceilingMillis);
    assertThat(waits.getAverage()).isBetween(ceilingMillis * 0.48, ceilingMillis * 0.52);
  }

  @Test
  void shouldWaitAsAfterTheFirstFailure_whenNoneCounted() {
    assertThat(new Backoff(new LongestWait()).after(0)).hasMillis(100);
  }
}
