package io.localstream.engine.lambda;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.cloudwatch.Metrics;
import io.localstream.engine.fault.InvocationFault;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** A function with its execution environments. */
final class HostedFunction implements AutoCloseable {
  private final Deployment.Function function;
  private final LambdaSettings settings;
  private final Supplier<ExecutionEnvironment> newEnvironment;
  private final boolean snapshots;
  private final StatisticsRecorder recorder = new StatisticsRecorder();
  private final Metrics.ResourceMetrics metrics;
  private final Set<ExecutionEnvironment> environments = ConcurrentHashMap.newKeySet();

  /** Idle environments, the most recently used first. */
  private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();

  private boolean closed;

  /**
   * Hosts a function.
   *
   * @param snapshots whether its environments are restored from snapshots
   * @param newEnvironment makes one
   */
  HostedFunction(
      Deployment.Function function,
      LambdaSettings settings,
      boolean snapshots,
      Supplier<ExecutionEnvironment> newEnvironment) {
    this.function = function;
    this.settings = settings;
    this.snapshots = snapshots;
    this.newEnvironment = newEnvironment;
    this.metrics = metrics(settings.metrics(), function.name());
  }

  /** Whether its environments are restored from snapshots. */
  boolean snapshots() {
    return snapshots;
  }

  /** Returns Lambda's metrics of a function. */
  static Metrics.ResourceMetrics metrics(Metrics metrics, String functionName) {
    return metrics.of("AWS/Lambda", "FunctionName", functionName);
  }

  /** Initializes the environment that the first invocation restores. */
  Optional<InvocationOutcome> publishVersion() throws InterruptedException {
    ExecutionEnvironment environment = acquire().orElseThrow();
    try {
      return environment.init();
    } finally {
      release(environment);
    }
  }

  LoggedInvocation invoke(String requestId, byte[] event) throws InterruptedException {
    Optional<ExecutionEnvironment> acquired = acquire();
    if (acquired.isEmpty()) {
      return throttled();
    }
    ExecutionEnvironment environment = acquired.get();
    try {
      Optional<InvocationFault> fault = settings.faults().apply(function.name());
      if (fault.filter(InvocationFault.THROTTLE::equals).isPresent()) {
        return throttled();
      }
      InvocationListener listener = settings.invocations();
      listener.started(function.name(), requestId, environment.logStream());
      ExecutionEnvironment.Invocation invocation = environment.invoke(requestId, event, fault);
      listener.ended(
          function.name(),
          requestId,
          invocation.result(),
          invocation.duration(),
          invocation.coldStart().map(ColdStart::duration));
      recorder.record(invocation);
      measure(invocation);
      return new LoggedInvocation(invocation.result(), invocation.logTail());
    } finally {
      release(environment);
    }
  }

  private LoggedInvocation throttled() {
    metrics.count("Throttles", 1);
    return new LoggedInvocation(new InvocationResult.Throttled(), new byte[0]);
  }

  private void measure(ExecutionEnvironment.Invocation invocation) {
    metrics.count("Invocations", 1);
    metrics.count("Throttles", 0);
    metrics.count("Errors", invocation.result() instanceof InvocationResult.Failed ? 1 : 0);
    metrics.milliseconds("Duration", invocation.duration().toNanos() / 1e6);
  }

  Deployment.Function function() {
    return function;
  }

  FunctionStatistics statistics() {
    return recorder.statistics();
  }

  /** Returns the status of each execution environment. */
  List<EnvironmentStatus> environments() {
    return environments.stream()
        .map(ExecutionEnvironment::status)
        .sorted(Comparator.comparing(EnvironmentStatus::logStream))
        .toList();
  }

  /** Reads the output and limits the memory of all environments. */
  void watch() {
    environments.forEach(ExecutionEnvironment::watch);
  }

  private synchronized Optional<ExecutionEnvironment> acquire() {
    if (closed) {
      throw new HostClosedException();
    }
    while (!idle.isEmpty()) {
      ExecutionEnvironment environment = idle.pop();
      if (environment.usable()) {
        return Optional.of(environment);
      }
      discard(environment);
    }
    if (isFull()) {
      return Optional.empty();
    }
    ExecutionEnvironment environment = newEnvironment.get();
    environments.add(environment);
    return Optional.of(environment);
  }

  private boolean isFull() {
    int limit = Math.min(settings.concurrencyLimit(), function.reservedConcurrency());
    return environments.size() >= limit;
  }

  private synchronized void release(ExecutionEnvironment environment) {
    if (environment.usable() && !closed) {
      idle.push(environment);
    } else {
      discard(environment);
      if (snapshots && !closed && !isFull()) {
        replace();
      }
    }
  }

  /**
   * Initializes a replacement of an environment that has ended. Lambda would restore the snapshot
   * again; here a new process must start first.
   */
  private void replace() {
    ExecutionEnvironment replacement = newEnvironment.get();
    environments.add(replacement);
    settings.background().run("snapshot of " + function.name(), () -> prepare(replacement));
  }

  private void prepare(ExecutionEnvironment environment) throws InterruptedException {
    try {
      Optional<InvocationOutcome> unused = environment.init();
    } catch (HostClosedException e) {
      // The run ends, and needs no replacement.
    } finally {
      prepared(environment);
    }
  }

  private synchronized void prepared(ExecutionEnvironment environment) {
    if (environment.usable() && !closed) {
      idle.addLast(environment);
    } else {
      discard(environment);
    }
  }

  private void discard(ExecutionEnvironment environment) {
    environments.remove(environment);
    environment.close();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    environments.forEach(ExecutionEnvironment::close);
  }
}
