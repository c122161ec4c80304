package io.localstream.engine;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.AsyncInvocation;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.assembly.Deployment.Function;
import io.localstream.engine.lifecycle.StartException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lifts the limits that would end an invocation at a breakpoint. A debugged function has one
 * execution environment, and the deadline of each invocation is an hour away. Its records and
 * events expire only when the stream or Lambda no longer keeps them.
 */
public final class DebuggedDeployment {
  /** The timeout of a debugged function. It sets only the deadline that the Runtime API passes. */
  private static final Duration DEADLINE = Duration.ofHours(1);

  private DebuggedDeployment() {}

  /**
   * Returns the deployment as it runs with a debugger.
   *
   * @throws StartException if it does not have one of the functions
   */
  public static Deployment of(Deployment deployment, DebugSettings settings) {
    Set<String> debugged = settings.ports().keySet();
    check(deployment, debugged);
    return new Deployment(
        deployment.region(),
        deployment.account(),
        deployment.stacks(),
        deployment.streams(),
        deployment.parameters(),
        deployment.functions().stream()
            .map(f -> debugged.contains(f.name()) ? patient(f) : f)
            .toList(),
        deployment.schedules(),
        deployment.mappings().stream()
            .map(m -> debugged.contains(m.functionName()) ? patient(m) : m)
            .toList(),
        deployment.encryptionKeys(),
        deployment.alarms(),
        deployment.notSimulated(),
        deployment.created());
  }

  private static void check(Deployment deployment, Set<String> debugged) {
    List<String> names = deployment.functions().stream().map(Function::name).toList();
    for (String name : debugged) {
      if (!names.contains(name)) {
        throw new StartException(
            "--debug: there is no function %s, only %s".formatted(name, String.join(", ", names)));
      }
    }
  }

  private static Function patient(Function f) {
    return new Function(
        f.name(),
        f.invokedArn(),
        f.version(),
        f.handler(),
        f.code(),
        f.memoryMb(),
        DEADLINE,
        f.environment(),
        f.snapStart(),
        f.logging(),
        f.tracing(),
        f.role(),
        new AsyncInvocation(
            f.asyncInvocation().maximumRetryAttempts(),
            AsyncInvocation.DEFAULT.maximumEventAge(),
            f.asyncInvocation().onFailure()),
        1);
  }

  private static EventSourceMapping patient(EventSourceMapping m) {
    return new EventSourceMapping(
        m.uuid(),
        m.streamName(),
        m.streamArn(),
        m.consumerArn(),
        m.functionName(),
        m.functionArn(),
        m.enabled(),
        m.batchSize(),
        m.batchingWindow(),
        m.startingPosition(),
        m.startingTimestamp(),
        m.parallelizationFactor(),
        m.maximumRetryAttempts(),
        Optional.empty(),
        m.bisectBatchOnFunctionError(),
        m.reportBatchItemFailures(),
        m.onFailure(),
        m.filters(),
        m.countsEvents());
  }
}
