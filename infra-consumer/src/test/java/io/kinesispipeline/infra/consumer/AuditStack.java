package io.kinesispipeline.infra.consumer;

import io.kinesispipeline.infra.common.ConsumerAlarm;
import io.kinesispipeline.infra.common.ConsumerFunction;
import io.kinesispipeline.infra.common.ConsumerFunctionProps;
import io.kinesispipeline.infra.common.ConsumerSettings;
import io.kinesispipeline.infra.common.FunctionDefinition;
import io.kinesispipeline.infra.common.FunctionStack;
import io.kinesispipeline.infra.common.PipelineDashboard;
import io.kinesispipeline.infra.common.PipelineDashboardProps;
import io.kinesispipeline.infra.common.StackSettings;
import java.util.Map;
import software.constructs.Construct;

/** A second consumer of the stream, as a team could add it. */
final class AuditStack extends FunctionStack {
  private static final String NAME = "audit-lambda";

  AuditStack(Construct scope, String id, StackSettings stack, ConsumerSettings settings) {
    super(scope, id, "Keeps what auditors ask for", stack);
    FunctionDefinition definition =
        new FunctionDefinition(NAME, "example.AuditHandler", "Keeps what auditors ask for");
    ConsumerFunction audit =
        new ConsumerFunction(
            this,
            new ConsumerFunctionProps(
                definition, settings, Map.of(ConsumerAlarm.LATENCY, "Call the auditors")));
    new PipelineDashboard(this, PipelineDashboardProps.ofConsumer(NAME, audit));
  }
}
