package io.kinesispipeline.local.lambda;

import io.kinesispipeline.local.assembly.Deployment;
import io.kinesispipeline.local.fault.InvocationFault;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A function with its execution environments. */
final class HostedFunction implements AutoCloseable {
  private final FunctionCommand command;
  private final Consumer<LogLine> log;
  private final StatisticsRecorder recorder = new StatisticsRecorder();
  private final Set<ExecutionEnvironment> environments = ConcurrentHashMap.newKeySet();

  /** The most recently used first, so that the others could be given up. */
  private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();

  private boolean closed;

  HostedFunction(FunctionCommand command, Consumer<LogLine> log) {
    this.command = command;
    this.log = log;
  }

  /** Starts the environment whose snapshot the first invocation restores. */
  Optional<Ending> publishVersion() throws InterruptedException {
    ExecutionEnvironment environment = acquire().orElseThrow();
    try {
      return environment.init();
    } finally {
      release(environment);
    }
  }

  InvocationResult invoke(String requestId, byte[] event) throws InterruptedException {
    Optional<ExecutionEnvironment> acquired = acquire();
    if (acquired.isEmpty()) {
      return new InvocationResult.Throttled();
    }
    ExecutionEnvironment environment = acquired.get();
    try {
      Optional<InvocationFault> fault =
          command.settings().faults().apply(command.function().name());
      ExecutionEnvironment.Invocation invocation = environment.invoke(requestId, event, fault);
      recorder.record(invocation);
      return invocation.result();
    } finally {
      release(environment);
    }
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
      throw new IllegalStateException("The Lambda host is closed");
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
    return environments.size() >= command.settings().concurrencyLimit();
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
    Thread starter =
        new Thread(() -> prepare(replacement), "snapshot of " + command.function().name());
    starter.setDaemon(true);
    starter.start();
  }

  private void prepare(ExecutionEnvironment environment) {
    try {
      environment.init();
      synchronized (this) {
        if (environment.usable() && !closed) {
          idle.addLast(environment);
          return;
        }
      }
    } catch (InterruptedException | IllegalStateException e) {
      // The host is closing: nobody needs it any more.
    }
    synchronized (this) {
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
