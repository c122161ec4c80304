package io.kinesispipeline.infra.common;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import software.amazon.awscdk.Duration;

/**
 * The settings of a consumer.
 *
 * @param function the settings of its function
 * @param eventSource the settings of its event source mapping
 * @param deployment how a deployment moves its alias to a new version
 * @param failureRetention how long the failure bucket keeps records, in whole days; a deleted or
 *     overwritten object stays as a noncurrent version for seven days
 * @param recordInterval the interval at which records arrive, in whole minutes, if it is known
 * @param latencyAlarm the iterator age at which the latency alarm fires, in whole seconds
 * @param alarmEmail the address that receives alarm notifications
 */
public record ConsumerSettings(
    FunctionSettings function,
    EventSourceSettings eventSource,
    DeploymentConfiguration deployment,
    Duration failureRetention,
    Optional<Duration> recordInterval,
    Duration latencyAlarm,
    Optional<String> alarmEmail) {

  /** Rejects null components. */
  public ConsumerSettings {
    requireNonNull(function, "function");
    requireNonNull(eventSource, "eventSource");
    requireNonNull(deployment, "deployment");
    requireNonNull(failureRetention, "failureRetention");
    requireNonNull(recordInterval, "recordInterval");
    requireNonNull(latencyAlarm, "latencyAlarm");
    requireNonNull(alarmEmail, "alarmEmail");
  }
}
