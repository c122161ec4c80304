package io.localstream.engine.inspection;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.fault.FaultDescription;
import io.localstream.engine.inspection.PipelineSnapshot.Mapping;
import io.localstream.engine.inspection.PipelineSnapshot.PipelineFunction;
import io.localstream.engine.inspection.PipelineSnapshot.PipelineSchedule;
import java.time.Instant;
import java.util.List;

/** Describes a deployment. */
final class PipelineSnapshots {
  private PipelineSnapshots() {}

  static PipelineSnapshot of(
      Deployment deployment, double speedUp, Instant started, InspectedParts parts) {
    return new PipelineSnapshot(
        started,
        deployment.region(),
        deployment.stacks(),
        speedUp,
        deployment.schedules().stream()
            .map(s -> new PipelineSchedule(s.name(), s.expression(), s.functionName(), s.enabled()))
            .toList(),
        deployment.functions().stream().map(f -> function(deployment, f, parts)).toList(),
        deployment.mappings().stream().map(m -> mapping(deployment.nameOf(m), m)).toList(),
        FaultDescription.all(),
        deployment.notSimulated());
  }

  private static PipelineFunction function(
      Deployment deployment, Deployment.Function function, InspectedParts parts) {
    List<String> writes =
        deployment.streams().stream()
            .map(Deployment.Stream::name)
            .filter(stream -> parts.writes(function.name(), stream))
            .toList();
    return new PipelineFunction(function.name(), writes, function.asyncInvocation().onFailure());
  }

  private static Mapping mapping(String name, EventSourceMapping mapping) {
    return new Mapping(
        name,
        mapping.streamName(),
        mapping.functionName(),
        mapping.batchSize(),
        mapping.maximumRetryAttempts(),
        mapping.maximumRecordAge(),
        mapping.onFailure());
  }
}
