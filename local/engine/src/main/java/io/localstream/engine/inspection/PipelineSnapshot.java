package io.localstream.engine.inspection;

import io.localstream.engine.fault.FaultDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a run consists of. It does not change during the run.
 *
 * @param started when the run began; two runs differ in it
 * @param region the region of the deployment
 * @param stacks the names of the stacks
 * @param speedUp how many times more often schedules fire than in their templates, 1 or more
 * @param schedules the schedules
 * @param functions the functions
 * @param mappings the event source mappings
 * @param faults the faults that can be injected
 * @param notSimulated resources that the run leaves out
 */
public record PipelineSnapshot(
    Instant started,
    String region,
    List<String> stacks,
    double speedUp,
    List<PipelineSchedule> schedules,
    List<PipelineFunction> functions,
    List<Mapping> mappings,
    List<FaultDescription> faults,
    List<String> notSimulated) {

  /**
   * A schedule.
   *
   * @param name the name of the rule
   * @param expression its expression in the template
   * @param functionName the function that it invokes
   * @param enabled whether the template enables it
   */
  public record PipelineSchedule(
      String name, String expression, String functionName, boolean enabled) {}

  /**
   * A function.
   *
   * @param name its name
   * @param writes the streams to which its role allows it to write
   * @param onFailure the destination of discarded asynchronous events
   */
  public record PipelineFunction(String name, List<String> writes, Optional<String> onFailure) {}

  /**
   * An event source mapping.
   *
   * @param name its name
   * @param streamName the stream that it reads
   * @param functionName the function that it invokes
   * @param batchSize the maximum number of records in a batch
   * @param maximumRetryAttempts how often a batch is retried; -1 for retries until its records
   *     expire
   * @param maximumRecordAge the age at which a record is discarded; empty if only the retention
   *     period limits it
   * @param onFailure the destination of discarded batches
   */
  public record Mapping(
      String name,
      String streamName,
      String functionName,
      int batchSize,
      int maximumRetryAttempts,
      Optional<Duration> maximumRecordAge,
      Optional<String> onFailure) {}
}
