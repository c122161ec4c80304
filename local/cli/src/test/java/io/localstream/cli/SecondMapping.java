package io.localstream.cli;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.assembly.Deployment.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A second consumer of a deployment's stream. */
final class SecondMapping {
  private static final int FOR_EVER = -1;

  private SecondMapping() {}

  /** Returns the deployment with a changed copy of its consumer in addition. */
  static Deployment added(Deployment d, String name, UnaryOperator<FunctionCopy> change) {
    EventSourceMapping first = d.mappings().get(0);
    Function function = change.apply(new FunctionCopy(d.function(first)).name(name)).build();
    List<Function> functions = new ArrayList<>(d.functions());
    functions.add(function);
    return new Deployment(
        d.region(),
        d.account(),
        d.stacks(),
        d.streams(),
        d.parameters(),
        functions,
        d.schedules(),
        List.of(first, of(function, first)),
        d.encryptionKeys(),
        d.alarms(),
        d.notSimulated(),
        d.created());
  }

  private static EventSourceMapping of(Function function, EventSourceMapping first) {
    return new EventSourceMapping(
        UUID.randomUUID().toString(),
        first.streamName(),
        first.streamArn(),
        first.consumerArn(),
        function.name(),
        function.invokedArn(),
        true,
        first.batchSize(),
        first.batchingWindow(),
        first.startingPosition(),
        first.startingTimestamp(),
        first.parallelizationFactor(),
        FOR_EVER,
        first.maximumRecordAge(),
        first.bisectBatchOnFunctionError(),
        first.reportBatchItemFailures(),
        first.onFailure(),
        first.filters(),
        first.countsEvents());
  }
}
