package io.kinesispipeline.infra.producer;

import static java.util.Objects.requireNonNull;

import io.kinesispipeline.infra.common.FunctionSettings;
import io.kinesispipeline.infra.common.StackSettings;
import java.util.Optional;
import software.amazon.awscdk.Duration;

/**
 * The properties of {@link ProducerStack}.
 *
 * @param stack the settings that every stack has. The key policy of its encryption key must allow
 *     {@code events.amazonaws.com}, {@code cloudwatch.amazonaws.com} and the region's {@code logs}
 *     service to use the key
 * @param function the settings of its function
 * @param schedule the schedule that invokes it
 * @param eventsPerInvocation the number of events that an invocation sends, 1 to 10,000
 * @param maxRecordSizeKb the maximum record size of the stream, 1,024 to 10,240 KiB
 * @param streamNameLookup when the producer gets the stream's name
 * @param retryAttempts how often Lambda retries a failed invocation, 0 to 2
 * @param maximumEventAge the age at which a scheduled event is no longer retried, 1 minute to 6
 *     hours
 * @param alarmEmail the address that receives alarm notifications
 */
public record ProducerStackProps(
    StackSettings stack,
    FunctionSettings function,
    ProducerSchedule schedule,
    int eventsPerInvocation,
    int maxRecordSizeKb,
    StreamNameLookup streamNameLookup,
    int retryAttempts,
    Duration maximumEventAge,
    Optional<String> alarmEmail) {

  /** Rejects null components. */
  public ProducerStackProps {
    requireNonNull(stack, "stack");
    requireNonNull(function, "function");
    requireNonNull(schedule, "schedule");
    requireNonNull(streamNameLookup, "streamNameLookup");
    requireNonNull(maximumEventAge, "maximumEventAge");
    requireNonNull(alarmEmail, "alarmEmail");
  }
}
