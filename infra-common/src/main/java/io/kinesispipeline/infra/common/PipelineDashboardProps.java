package io.kinesispipeline.infra.common;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The properties of a {@link PipelineDashboard}.
 *
 * @param name its name, to which the region and the stage are appended
 * @param producerFunction the producer's name without a stage; empty if the dashboard shows a
 *     consumer only
 * @param consumer the consumer
 * @param alarms the names of the alarms
 */
public record PipelineDashboardProps(
    String name,
    Optional<String> producerFunction,
    ConsumerFunction consumer,
    List<String> alarms) {

  /** Rejects null components and copies the collections. */
  public PipelineDashboardProps {
    requireNonNull(name, "name");
    requireNonNull(producerFunction, "producerFunction");
    requireNonNull(consumer, "consumer");
    alarms = List.copyOf(alarms);
  }

  /**
   * Returns the properties of a dashboard of producer and consumer.
   *
   * @param name the dashboard's name
   * @param producerFunction the producer's name without a stage
   * @param producerAlarms the names of the producer's alarms
   * @param consumer the consumer
   * @return the properties
   */
  public static PipelineDashboardProps ofPipeline(
      String name,
      String producerFunction,
      List<String> producerAlarms,
      ConsumerFunction consumer) {
    return new PipelineDashboardProps(
        name,
        Optional.of(producerFunction),
        consumer,
        Stream.concat(producerAlarms.stream(), consumer.alarms().stream()).toList());
  }

  /**
   * Returns the properties of a dashboard of one consumer.
   *
   * @param name the dashboard's name
   * @param consumer the consumer
   * @return the properties
   */
  public static PipelineDashboardProps ofConsumer(String name, ConsumerFunction consumer) {
    return new PipelineDashboardProps(name, Optional.empty(), consumer, consumer.alarms());
  }
}
