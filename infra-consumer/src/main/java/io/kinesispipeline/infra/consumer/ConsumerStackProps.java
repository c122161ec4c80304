package io.kinesispipeline.infra.consumer;

import static java.util.Objects.requireNonNull;

import io.kinesispipeline.infra.common.ConsumerSettings;
import io.kinesispipeline.infra.common.StackSettings;
import java.util.List;

/**
 * The properties of {@link ConsumerStack}.
 *
 * @param stack the settings that every stack has. The key policy of its encryption key must allow
 *     {@code cloudwatch.amazonaws.com} and the region's {@code logs} service to use the key
 * @param consumer the settings of the function, the event source mapping and the alarms
 * @param producerAlarms the names of the producer's alarms, which the dashboard shows
 */
public record ConsumerStackProps(
    StackSettings stack, ConsumerSettings consumer, List<String> producerAlarms) {

  /** Rejects null components and copies the collections. */
  public ConsumerStackProps {
    requireNonNull(stack, "stack");
    requireNonNull(consumer, "consumer");
    producerAlarms = List.copyOf(producerAlarms);
  }
}
