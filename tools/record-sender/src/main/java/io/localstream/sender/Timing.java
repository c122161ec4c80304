package io.localstream.sender;

import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * The clock, backoff and sleeper of a {@link RecordSender}.
 *
 * @param clock the clock for deadlines
 * @param backoff the wait before attempt n of a request, with n of 2 or more
 * @param sleeper waits for the backoff
 */
public record Timing(Clock clock, BackoffStrategy backoff, Sleeper sleeper) {
  /**
   * The maximum backoff. The write limits of a shard are per second, so longer waits do not help a
   * throttled record.
   */
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(2);

  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);

  /** Waits for a time. */
  @FunctionalInterface
  public interface Sleeper {
    /**
     * Waits.
     *
     * @param time the duration
     * @throws InterruptedException if the thread is interrupted
     */
    void sleep(Duration time) throws InterruptedException;
  }

  /**
   * Creates a timing with the system clock and exponential backoff with full jitter: a random time
   * of up to 100 ms before the second attempt, 200 ms before the third, and so on up to 2 s.
   *
   * @return the timing
   */
  public static Timing system() {
    return new Timing(
        Clock.systemUTC(),
        BackoffStrategy.exponentialDelay(FIRST_BACKOFF, LONGEST_BACKOFF),
        time -> Thread.sleep(time.toMillis()));
  }
}
