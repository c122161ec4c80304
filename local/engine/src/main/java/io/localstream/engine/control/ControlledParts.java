package io.localstream.engine.control;

import io.localstream.engine.destination.FailureDestinations;
import io.localstream.engine.endpoint.Functions;
import io.localstream.engine.fault.FaultPlan;
import io.localstream.engine.fault.Resharding;
import io.localstream.engine.inspection.Inspection;
import io.localstream.engine.source.EventSource;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * The parts of a run that actions act on.
 *
 * @param inspection the state of the run
 * @param kinesis writes to the streams, as clients outside the run do
 * @param functions invokes functions
 * @param destinations keeps failures
 * @param faults injects faults
 * @param otherServices the services that functions can call besides those that the engine simulates
 * @param resharding splits and merges shards
 * @param mappings the event source mappings, by the names that the inspection gives them; without
 *     the mappings that the templates disable
 * @param stop asks the run to stop
 */
public record ControlledParts(
    Inspection inspection,
    KinesisClient kinesis,
    Functions functions,
    FailureDestinations destinations,
    FaultPlan faults,
    Set<String> otherServices,
    Resharding resharding,
    Map<String, EventSource> mappings,
    Runnable stop) {}
