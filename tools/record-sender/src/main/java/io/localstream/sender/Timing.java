package io.localstream.sender;

import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * What a {@link RecordSender} knows of time.
 *
 * @param clock tells the time that deadlines are compared with
 * @param backoff how long to wait before a request's n-th attempt, n being 2 or more
 * @param sleeper waits
 */
public record Timing(Clock clock, BackoffStrategy backoff, Sleeper sleeper) {
  /**
   * A shard's write limits are per second: a longer wait would bring a throttled record nothing.
   */
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(2);

  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);

  /** Waits for a time. */
  @FunctionalInterface
  public interface Sleeper {
    /**
     * Waits.
     *
     * @param time how long
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    void sleep(Duration time) throws InterruptedException;
  }

  /**
   * The system's clock, and exponential backoff with full jitter: a random time of up to 100 ms
   * before the second attempt, 200 ms before the third, and so on up to 2 s.
   *
   * @return a new timing
   */
  public static Timing system() {
    return new Timing(
        Clock.systemUTC(),
        BackoffStrategy.exponentialDelay(FIRST_BACKOFF, LONGEST_BACKOFF),
        time -> Thread.sleep(time.toMillis()));
  }
}
