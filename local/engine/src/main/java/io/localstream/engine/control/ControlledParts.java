package io.localstream.engine.control;

import io.localstream.engine.endpoint.Functions;
import io.localstream.engine.fault.FaultPlan;
import io.localstream.engine.fault.Resharding;
import io.localstream.engine.inspection.Inspection;
import io.localstream.engine.source.EventSource;
import java.util.Map;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * The parts of a run that actions act on.
 *
 * @param inspection says what there is
 * @param kinesis writes to the streams as callers from outside do
 * @param functions invokes functions
 * @param faults injects faults
 * @param resharding splits and merges shards
 * @param mappings the event source mappings, by the inspection's names; without those that their
 *     templates disable
 * @param stop asks for the run's end
 */
public record ControlledParts(
    Inspection inspection,
    KinesisClient kinesis,
    Functions functions,
    FaultPlan faults,
    Resharding resharding,
    Map<String, EventSource> mappings,
    Runnable stop) {}
