package io.kinesispipeline.infra.consumer;

import static java.util.Objects.requireNonNull;

import io.kinesispipeline.infra.common.FunctionSettings;
import java.util.Optional;
import software.amazon.awscdk.Duration;

/**
 * What a user may choose about the consumer.
 *
 * @param function its function
 * @param eventSource how it reads the stream
 * @param failureRetention how long failed records are kept, in whole days
 * @param failureKeyArn the KMS key for failed records; without it S3's own
 */
public record ConsumerStackProps(
    FunctionSettings function,
    EventSourceSettings eventSource,
    Duration failureRetention,
    Optional<String> failureKeyArn) {

  /** Refuses what is missing. */
  public ConsumerStackProps {
    requireNonNull(function, "function");
    requireNonNull(eventSource, "eventSource");
    requireNonNull(failureRetention, "failureRetention");
    requireNonNull(failureKeyArn, "failureKeyArn");
  }
}
