package io.kinesispipeline.infra.producer;

import static java.util.Objects.requireNonNull;

import io.kinesispipeline.infra.common.FunctionSettings;
import io.kinesispipeline.infra.common.StackSettings;
import java.util.Optional;
import software.amazon.awscdk.Duration;

/**
 * What a user may choose about the producer.
 *
 * @param stack what holds for every stack. The policy of its encryption key must let {@code
 *     events.amazonaws.com}, {@code cloudwatch.amazonaws.com} and the region's {@code logs} service
 *     use it
 * @param function its function
 * @param schedule when it is invoked
 * @param eventsPerInvocation 1 to 10,000
 * @param maxRecordSizeKb the most that the stream takes of a record, 1,024 to 10,240 KiB
 * @param streamNameLookup when it learns the stream's name
 * @param retryAttempts how often Lambda invokes it again after a failure, 0 to 2
 * @param maximumEventAge how old a scheduled event may become in its retries, 1 minute to 6 hours
 * @param alarmEmail who is told of alarms
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

  /** Refuses what is missing. */
  public ProducerStackProps {
    requireNonNull(stack, "stack");
    requireNonNull(function, "function");
    requireNonNull(schedule, "schedule");
    requireNonNull(streamNameLookup, "streamNameLookup");
    requireNonNull(maximumEventAge, "maximumEventAge");
    requireNonNull(alarmEmail, "alarmEmail");
  }
}
