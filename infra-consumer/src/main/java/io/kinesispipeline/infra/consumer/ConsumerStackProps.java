package io.kinesispipeline.infra.consumer;

import static java.util.Objects.requireNonNull;

import io.kinesispipeline.infra.common.ConsumerSettings;
import io.kinesispipeline.infra.common.StackSettings;
import java.util.List;

/**
 * What a user may choose about the consumer.
 *
 * @param stack what holds for every stack. The policy of its encryption key must let {@code
 *     cloudwatch.amazonaws.com} and the region's {@code logs} service use it
 * @param consumer its function, how it reads the stream, and its alarms
 * @param producerAlarms the names of the producer's alarms, for the dashboard to show
 */
public record ConsumerStackProps(
    StackSettings stack, ConsumerSettings consumer, List<String> producerAlarms) {

  /** Refuses what is missing and copies what could change. */
  public ConsumerStackProps {
    requireNonNull(stack, "stack");
    requireNonNull(consumer, "consumer");
    producerAlarms = List.copyOf(producerAlarms);
  }
}
