package io.kinesispipeline.infra.common;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a {@link PipelineDashboard} shows.
 *
 * @param name its name, to which the region and the stage are added
 * @param producerFunction the producer's name where there is no stage; empty where the dashboard is
 *     about a consumer alone
 * @param consumer the consumer
 * @param alarms the names of the alarms
 */
public record PipelineDashboardProps(
    String name,
    Optional<String> producerFunction,
    ConsumerFunction consumer,
    List<String> alarms) {

  /** Refuses what is missing and copies what could change. */
  public PipelineDashboardProps {
    requireNonNull(name, "name");
    requireNonNull(producerFunction, "producerFunction");
    requireNonNull(consumer, "consumer");
    alarms = List.copyOf(alarms);
  }

  /**
   * The producer and the consumer on one page.
   *
   * @param name the dashboard's name
   * @param producerFunction the producer's name where there is no stage
   * @param producerAlarms the names of the producer's alarms
   * @param consumer the consumer
   * @return what the dashboard shows
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
   * A consumer on a page of its own.
   *
   * @param name the dashboard's name
   * @param consumer the consumer
   * @return what the dashboard shows
   */
  public static PipelineDashboardProps ofConsumer(String name, ConsumerFunction consumer) {
    return new PipelineDashboardProps(name, Optional.empty(), consumer, consumer.alarms());
  }
}
