package io.localstream.engine.lambda;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.cloudwatch.Metrics;
import io.localstream.engine.fault.InvocationFault;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A function with its execution environments. */
final class HostedFunction implements AutoCloseable {
  private final String name;
  private final LambdaSettings settings;
  private final StatisticsRecorder recorder = new StatisticsRecorder();
  private final Metrics.ResourceMetrics metrics;

  /** All environments, with the versions that they run. */
  private final Map<ExecutionEnvironment, FunctionVersion> environments = new ConcurrentHashMap<>();

  /** Idle environments of the deployed version, the most recently used first. */
  private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();

  private volatile FunctionVersion deployed;
  private boolean closed;

  /** Creates a function without environments. */
  HostedFunction(FunctionVersion version, LambdaSettings settings) {
    this.name = version.function().name();
    this.deployed = version;
    this.settings = settings;
    this.metrics = metrics(settings.metrics(), name);
  }

  /** Returns whether the environments are restored from snapshots. */
  boolean snapshots() {
    return deployed.snapshots();
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

  /**
   * Initializes an environment of a new version, which then takes the next invocation. The old
   * environments end: idle ones at once, the others after the invocation in progress.
   *
   * @return how the init failed, in which case the old version stays
   */
  Optional<InvocationOutcome> deploy(FunctionVersion next) throws InterruptedException {
    ExecutionEnvironment environment = environment(next);
    boolean ready = false;
    try {
      Optional<InvocationOutcome> failure = environment.init();
      ready = failure.isEmpty();
      return failure;
    } finally {
      initialized(environment, next, ready);
    }
  }

  /** Ends the idle environments, as {@link #deploy} does after it has started a new one. */
  synchronized void endIdle() {
    idle.forEach(this::discard);
    idle.clear();
  }

  private synchronized void initialized(
      ExecutionEnvironment environment, FunctionVersion version, boolean ready) {
    if (ready) {
      deployed = version;
      endIdle();
    }
    release(environment);
  }

  private synchronized ExecutionEnvironment environment(FunctionVersion version) {
    if (closed) {
      throw new HostClosedException();
    }
    ExecutionEnvironment environment = version.newEnvironment().get();
    environments.put(environment, version);
    return environment;
  }

  LoggedInvocation invoke(String requestId, byte[] event) throws InterruptedException {
    Optional<ExecutionEnvironment> acquired = acquire();
    if (acquired.isEmpty()) {
      return throttled();
    }
    ExecutionEnvironment environment = acquired.get();
    try {
      Optional<InvocationFault> fault = settings.faults().apply(name);
      if (fault.filter(InvocationFault.THROTTLE::equals).isPresent()) {
        return throttled();
      }
      InvocationListener listener = settings.invocations();
      listener.started(name, requestId, environment.logStream());
      ExecutionEnvironment.Invocation invocation = environment.invoke(requestId, event, fault);
      listener.ended(
          name,
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
    return deployed.function();
  }

  /** Returns the code of the deployed version and of the versions of all environments. */
  synchronized Set<Path> codeInUse() {
    return Stream.concat(Stream.of(deployed), environments.values().stream())
        .map(version -> version.function().code())
        .collect(Collectors.toSet());
  }

  FunctionStatistics statistics() {
    return recorder.statistics();
  }

  /** Returns the status of each execution environment. */
  List<EnvironmentStatus> environments() {
    return environments.keySet().stream()
        .map(ExecutionEnvironment::status)
        .sorted(Comparator.comparing(EnvironmentStatus::logStream))
        .toList();
  }

  /** Reads the output and limits the memory of all environments. */
  void watch() {
    environments.keySet().forEach(ExecutionEnvironment::watch);
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
    return isFull() ? Optional.empty() : Optional.of(environment(deployed));
  }

  /**
   * Returns whether the concurrency limit is reached. Environments of other versions do not count:
   * they are starting, or end soon.
   */
  private boolean isFull() {
    int limit = Math.min(settings.concurrencyLimit(), deployed.function().reservedConcurrency());
    return environments.values().stream().filter(deployed::equals).count() >= limit;
  }

  private boolean serves(ExecutionEnvironment environment) {
    return environment.usable() && !closed && deployed.equals(environments.get(environment));
  }

  private synchronized void release(ExecutionEnvironment environment) {
    if (serves(environment)) {
      idle.push(environment);
    } else {
      boolean current = deployed.equals(environments.get(environment));
      discard(environment);
      if (current && snapshots() && !closed && !isFull()) {
        replace();
      }
    }
  }

  /**
   * Initializes a replacement of an environment that has ended. Lambda would restore the snapshot
   * again; here a new process must start first.
   */
  private void replace() {
    ExecutionEnvironment replacement = environment(deployed);
    settings.background().run("snapshot of " + name, () -> prepare(replacement));
  }

  private void prepare(ExecutionEnvironment environment) throws InterruptedException {
    try {
      Optional<InvocationOutcome> unused = environment.init();
    } catch (HostClosedException e) {
      // The run is ending, and needs no replacement.
    } finally {
      prepared(environment);
    }
  }

  private synchronized void prepared(ExecutionEnvironment environment) {
    if (serves(environment)) {
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
    environments.keySet().forEach(ExecutionEnvironment::close);
  }
}
