package io.kinesispipeline.infra.common;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import software.amazon.awscdk.Duration;

/**
 * What a user may choose about a consumer.
 *
 * @param function its function
 * @param eventSource how it reads the stream
 * @param failureRetention how long failed records are kept, in whole days; the old version of one
 *     that was deleted or overwritten stays for seven days more
 * @param recordInterval how far apart records come in, in whole minutes, where that is known
 * @param latencyAlarm the age of a record at which the consumer is late, in whole seconds
 * @param alarmEmail who is told of alarms
 */
public record ConsumerSettings(
    FunctionSettings function,
    EventSourceSettings eventSource,
    Duration failureRetention,
    Optional<Duration> recordInterval,
    Duration latencyAlarm,
    Optional<String> alarmEmail) {

  /** Refuses what is missing. */
  public ConsumerSettings {
    requireNonNull(function, "function");
    requireNonNull(eventSource, "eventSource");
    requireNonNull(failureRetention, "failureRetention");
    requireNonNull(recordInterval, "recordInterval");
    requireNonNull(latencyAlarm, "latencyAlarm");
    requireNonNull(alarmEmail, "alarmEmail");
  }
}
