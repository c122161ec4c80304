package io.kinesispipeline.infra.producer;

import static java.util.Objects.requireNonNull;

import io.kinesispipeline.infra.common.Alarms;
import java.util.Optional;
import software.amazon.awscdk.Duration;

/**
 * When the producer is invoked.
 *
 * @param expression an EventBridge schedule expression, {@code rate(…)} or {@code cron(…)}
 * @param shortestInterval the shortest time between two invocations, in whole minutes; empty where
 *     there is no such time
 * @param longestInterval the longest time between two invocations, in whole minutes; empty where
 *     there is no such time
 */
public record ProducerSchedule(
    String expression, Optional<Duration> shortestInterval, Optional<Duration> longestInterval) {

  /** Refuses what is missing. */
  public ProducerSchedule {
    requireNonNull(expression, "expression");
    requireNonNull(shortestInterval, "shortestInterval");
    requireNonNull(longestInterval, "longestInterval");
  }

  /**
   * Whether an alarm can tell a silent producer from one that waits for its time.
   *
   * @return whether it can
   */
  public boolean isHeartbeat() {
    return longestInterval.filter(Alarms::canHear).isPresent();
  }
}
