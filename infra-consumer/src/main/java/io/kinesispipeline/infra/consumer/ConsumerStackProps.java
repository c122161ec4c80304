package io.kinesispipeline.infra.consumer;

import static java.util.Objects.requireNonNull;

import io.kinesispipeline.infra.common.FunctionSettings;
import io.kinesispipeline.infra.common.PipelineAlarm;
import io.kinesispipeline.infra.common.StackSettings;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Duration;

/**
 * What a user may choose about the consumer.
 *
 * @param stack what holds for every stack. The policy of its encryption key must let {@code
 *     cloudwatch.amazonaws.com} and the region's {@code logs} service use it
 * @param function its function
 * @param eventSource how it reads the stream
 * @param failureRetention how long failed records are kept, in whole days; the old version of one
 *     that was deleted or overwritten stays for seven days more
 * @param recordInterval how far apart records come in, in whole minutes, where that is known
 * @param latencyAlarm the age of a record at which the consumer is late, in whole seconds
 * @param alarmEmail who is told of alarms
 * @param dashboardAlarms the alarms of the whole pipeline, for the dashboard to show
 */
public record ConsumerStackProps(
    StackSettings stack,
    FunctionSettings function,
    EventSourceSettings eventSource,
    Duration failureRetention,
    Optional<Duration> recordInterval,
    Duration latencyAlarm,
    Optional<String> alarmEmail,
    List<PipelineAlarm> dashboardAlarms) {

  /** Refuses what is missing and copies what could change. */
  public ConsumerStackProps {
    requireNonNull(stack, "stack");
    requireNonNull(function, "function");
    requireNonNull(eventSource, "eventSource");
    requireNonNull(failureRetention, "failureRetention");
    requireNonNull(recordInterval, "recordInterval");
    requireNonNull(latencyAlarm, "latencyAlarm");
    requireNonNull(alarmEmail, "alarmEmail");
    dashboardAlarms = List.copyOf(dashboardAlarms);
  }
}
