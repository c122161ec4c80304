package io.localstream.cli;

import io.localstream.engine.PipelineSettings;
import io.localstream.engine.lambda.RuntimeClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a run is asked to do.
 *
 * @param project the project's folder: its npm tools and the Lambda runtime are below it
 * @param assembly the cloud assembly's folder
 * @param schedules whether schedules fire
 * @param every how often schedules fire; empty: as their templates say
 * @param runFor stop after that time
 * @param consumed stop after that many records were processed
 * @param summary where the summary goes, as JSON
 * @param drain the longest time without a settled record that stopping waits for
 * @param port of the AWS endpoint, 0 for any free one
 * @param kinesis a Kinesis endpoint to use in place of kinesis-local
 * @param runtimeClient how function processes talk to the Lambda Runtime API
 * @param faults what goes wrong on purpose, as {@code --fault} says it
 * @param seed what repeats the random decisions
 * @param failures the folder of the buckets, queues and topics that take what failed
 * @param log the file of the functions' logs
 * @param metrics the file of all metrics
 * @param ansi whether the output has colours
 */
record RunSettings(
    Path project,
    Path assembly,
    boolean schedules,
    Optional<Duration> every,
    Optional<Duration> runFor,
    Optional<Long> consumed,
    Optional<Path> summary,
    Duration drain,
    int port,
    Optional<URI> kinesis,
    RuntimeClient runtimeClient,
    List<String> faults,
    long seed,
    Path failures,
    Path log,
    Path metrics,
    boolean ansi) {
  private static final Path KINESIS_LOCAL = Path.of("node_modules", "kinesis-local");
  private static final Path LAMBDA_RUNTIME = Path.of("local", "engine", "target", "runtime");

  /** What of it the engine is told. */
  PipelineSettings pipeline() {
    return new PipelineSettings(
        project.resolve(KINESIS_LOCAL),
        project.resolve(LAMBDA_RUNTIME),
        schedules,
        every,
        port,
        kinesis,
        runtimeClient,
        faults,
        seed,
        failures,
        log,
        metrics);
  }
}
