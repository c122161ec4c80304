package io.localstream.engine;

import io.localstream.engine.emulator.ServiceEndpoint;
import io.localstream.engine.lambda.InProcessHandlers;
import io.localstream.engine.lambda.RuntimeClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a run.
 *
 * @param lambdaRuntime the folder of the Lambda runtime: the jars of the runtime interface client,
 *     and {@code portable}
 * @param schedules whether schedules fire
 * @param every the interval of all schedules; if empty, each schedule uses its own expression
 * @param port the port of the AWS endpoint; 0 selects a free port
 * @param kinesis the Kinesis server of the streams; if empty, the streams are in this process
 * @param shardLimits whether shards have the throughput limits of AWS
 * @param runtimeClient the client of the Lambda Runtime API in function processes
 * @param faults the faults to inject; {@link io.localstream.engine.fault.FaultSpecs} has the syntax
 * @param seed the seed of all random decisions
 * @param failures the folder of the on-failure destinations
 * @param log the file of the functions' logs
 * @param metrics the file of all metrics
 * @param inProcess the functions that run in this JVM
 * @param inspection the settings of the inspection
 * @param services the AWS-compatible endpoint of the services that the engine does not simulate
 * @param uncheckedServices more services whose requests are forwarded to {@code services}, without
 *     a check of the role
 * @param debug the functions that a debugger can attach to
 */
public record PipelineSettings(
    Path lambdaRuntime,
    boolean schedules,
    Optional<Duration> every,
    int port,
    Optional<URI> kinesis,
    boolean shardLimits,
    RuntimeClient runtimeClient,
    List<String> faults,
    long seed,
    Path failures,
    Path log,
    Path metrics,
    InProcessHandlers inProcess,
    InspectionSettings inspection,
    Optional<ServiceEndpoint> services,
    Set<String> uncheckedServices,
    DebugSettings debug) {}
