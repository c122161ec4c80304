package io.localstream.engine.source;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failures in a row: exponential backoff with full jitter.
 *
 * <p>AWS documents that Lambda backs off, not by how much. The longest wait here is short, so that
 * the end of an outage is soon noticed.
 *
 * @param random the source of the jitter
 * @see <a
 *     href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential
 *     Backoff And Jitter</a>
 */
record Backoff(RandomGenerator random) {
  static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final int LAST_DOUBLING = 7;

  /** Zero up to 100 ms after the first failure; twice as much after each further one. */
  Duration after(int failures) {
    long doubled = FIRST.toMillis() << Math.min(Math.max(failures - 1, 0), LAST_DOUBLING);
    return Duration.ofMillis(random.nextLong(Math.min(doubled, LONGEST.toMillis()) + 1));
  }
}
