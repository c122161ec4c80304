package io.localstream.engine;

import io.localstream.engine.lambda.RuntimeClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a pipeline runs.
 *
 * @param kinesisLocal the folder of the npm package {@code kinesis-local}
 * @param lambdaRuntime the folder of the Lambda runtime: the jars of the runtime interface client,
 *     and {@code portable}
 * @param schedules whether schedules fire
 * @param every how often schedules fire; empty: as their templates say
 * @param port of the AWS endpoint, 0 for any free one
 * @param kinesis a Kinesis endpoint to use in place of kinesis-local
 * @param runtimeClient how function processes talk to the Lambda Runtime API
 * @param faults what goes wrong on purpose, as {@link io.localstream.engine.fault.FaultSpecs} reads
 *     it
 * @param seed what repeats the random decisions
 * @param failures the folder of the buckets, queues and topics that take what failed
 * @param log the file of the functions' logs
 * @param metrics the file of all metrics
 */
public record PipelineSettings(
    Path kinesisLocal,
    Path lambdaRuntime,
    boolean schedules,
    Optional<Duration> every,
    int port,
    Optional<URI> kinesis,
    RuntimeClient runtimeClient,
    List<String> faults,
    long seed,
    Path failures,
    Path log,
    Path metrics) {}
