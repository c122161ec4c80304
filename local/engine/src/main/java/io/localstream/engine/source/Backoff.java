package io.localstream.engine.source;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with jitter: how long to wait after several failures in a row. The wait
 * doubles with each failure, up to the longest wait. Jitter shortens each wait by up to half.
 *
 * @param first the wait after the first failure, before jitter
 * @param longest the longest wait, before jitter
 * @param random the source of the jitter
 * @see <a
 *     href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential
 *     Backoff And Jitter</a>
 */
record Backoff(Duration first, Duration longest, RandomGenerator random) {
  private static final int LAST_DOUBLING = 10;

  /**
   * Between the attempts of a batch: from 500 ms to 60 s.
   *
   * <p>In a recording with a maximum record age of 60 seconds, AWS invoked a failing function 8
   * times. With these waits, the eighth attempt begins after 32 to 64 seconds, and the ninth after
   * more than 60.
   */
  static Backoff betweenAttempts(RandomGenerator random) {
    return new Backoff(Duration.ofMillis(500), Duration.ofSeconds(60), random);
  }

  /**
   * Between requests that fail or are throttled: from 100 ms to 10 s. The longest wait is short, so
   * that the end of an outage is soon noticed.
   */
  static Backoff betweenRequests(RandomGenerator random) {
    return new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), random);
  }

  /** Returns the wait after this number of failures in a row. */
  Duration after(int failures) {
    long doubled = first.toMillis() << Math.min(Math.max(failures - 1, 0), LAST_DOUBLING);
    long ceiling = Math.min(doubled, longest.toMillis());
    long least = ceiling / 2;
    return Duration.ofMillis(least + random.nextLong(ceiling - least + 1));
  }
}
