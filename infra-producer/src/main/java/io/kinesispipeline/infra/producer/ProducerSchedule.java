package io.kinesispipeline.infra.producer;

import static java.util.Objects.requireNonNull;

import io.kinesispipeline.infra.common.Alarms;
import java.util.Optional;
import software.amazon.awscdk.Duration;

/**
 * The schedule on which EventBridge invokes the producer.
 *
 * @param expression an EventBridge schedule expression, {@code rate(…)} or {@code cron(…)}
 * @param shortestInterval the shortest interval between two invocations, in whole minutes; empty if
 *     the schedule ends
 * @param longestInterval the longest interval between two invocations, in whole minutes; empty if
 *     the schedule ends
 */
public record ProducerSchedule(
    String expression, Optional<Duration> shortestInterval, Optional<Duration> longestInterval) {

  /** Rejects null components. */
  public ProducerSchedule {
    requireNonNull(expression, "expression");
    requireNonNull(shortestInterval, "shortestInterval");
    requireNonNull(longestInterval, "longestInterval");
  }

  /**
   * Returns whether an alarm can detect that the producer no longer sends events: the intervals
   * must be short enough.
   *
   * @return whether an alarm supports the schedule
   */
  public boolean supportsHeartbeat() {
    return longestInterval.filter(Alarms::supportsHeartbeat).isPresent();
  }
}
