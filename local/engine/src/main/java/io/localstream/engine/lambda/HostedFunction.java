package io.localstream.engine.lambda;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.cloudwatch.LogEvent;
import io.localstream.engine.cloudwatch.Metrics;
import io.localstream.engine.fault.InvocationFault;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A function with its execution environments. */
final class HostedFunction implements AutoCloseable {
  private final FunctionCommand command;
  private final Consumer<LogEvent> log;
  private final StatisticsRecorder recorder = new StatisticsRecorder();
  private final Metrics.Resource metrics;
  private final Set<ExecutionEnvironment> environments = ConcurrentHashMap.newKeySet();

  /** The most recently used first, so that the others could be given up. */
  private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();

  private boolean closed;

  HostedFunction(FunctionCommand command, Consumer<LogEvent> log) {
    this.command = command;
    this.log = log;
    this.metrics = metrics(command.settings().metrics(), command.function().name());
  }

  /** Lambda's metrics of a function. */
  static Metrics.Resource metrics(Metrics metrics, String functionName) {
    return metrics.of("AWS/Lambda", "FunctionName", functionName);
  }

  /** Starts the environment whose snapshot the first invocation restores. */
  Optional<InvocationOutcome> publishVersion() throws InterruptedException {
    ExecutionEnvironment environment = acquire().orElseThrow();
    try {
      return environment.init().failure();
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
      Optional<InvocationFault> fault =
          command.settings().faults().apply(command.function().name());
      if (fault.filter(InvocationFault.THROTTLE::equals).isPresent()) {
        return throttled();
      }
      ExecutionEnvironment.Invocation invocation = environment.invoke(requestId, event, fault);
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
    return command.function();
  }

  FunctionStatistics statistics() {
    return recorder.statistics();
  }

  /** Looks after every environment. */
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
    ExecutionEnvironment environment = new ExecutionEnvironment(command, log);
    environments.add(environment);
    return Optional.of(environment);
  }

  private boolean isFull() {
    int limit =
        Math.min(command.settings().concurrencyLimit(), command.function().reservedConcurrency());
    return environments.size() >= limit;
  }

  private synchronized void release(ExecutionEnvironment environment) {
    if (environment.usable() && !closed) {
      idle.push(environment);
    } else {
      discard(environment);
      if (command.function().snapStart() && !closed && !isFull()) {
        replace();
      }
    }
  }

  /**
   * Gets an environment ready in place of one that has died: on Lambda, the next one would be
   * restored from the snapshot at once, and here a process has to start first.
   */
  private void replace() {
    ExecutionEnvironment replacement = new ExecutionEnvironment(command, log);
    environments.add(replacement);
    command
        .settings()
        .background()
        .run("snapshot of " + command.function().name(), () -> prepare(replacement));
  }

  private void prepare(ExecutionEnvironment environment) throws InterruptedException {
    try {
      environment.init();
    } catch (HostClosedException e) {
      // Nobody needs it any more.
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
