package io.kinesispipeline.infra.producer;

import static java.util.Objects.requireNonNull;

import io.kinesispipeline.infra.common.FunctionSettings;
import java.util.Optional;
import software.amazon.awscdk.Duration;

/**
 * What a user may choose about the producer.
 *
 * @param function its function
 * @param schedule an EventBridge schedule expression, {@code rate(…)} or {@code cron(…)}
 * @param eventsPerInvocation 1 to 10,000
 * @param streamNameLookup when it learns the stream's name
 * @param retryAttempts how often Lambda invokes it again after a failure, 0 to 2
 * @param maximumEventAge how old a scheduled event may become in its retries, 1 minute to 6 hours
 * @param failureKeyArn the KMS key for the dead-letter queue; without it SQS's own. Its policy must
 *     let {@code events.amazonaws.com} call {@code kms:GenerateDataKey} and {@code kms:Decrypt}
 */
public record ProducerStackProps(
    FunctionSettings function,
    String schedule,
    int eventsPerInvocation,
    StreamNameLookup streamNameLookup,
    int retryAttempts,
    Duration maximumEventAge,
    Optional<String> failureKeyArn) {

  /** Refuses what is missing. */
  public ProducerStackProps {
    requireNonNull(function, "function");
    requireNonNull(schedule, "schedule");
    requireNonNull(streamNameLookup, "streamNameLookup");
    requireNonNull(maximumEventAge, "maximumEventAge");
    requireNonNull(failureKeyArn, "failureKeyArn");
  }
}
