package io.localstream.engine.lambda;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.cloudwatch.LogEvent;
import io.localstream.engine.fault.InvocationFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An execution environment that is a process, with the Runtime API that the process calls. It
 * cannot be used again after its process has ended.
 */
final class ProcessEnvironment implements ExecutionEnvironment {
  /**
   * The time limit of an init on demand. After it, Lambda tries again with the function's own
   * timeout.
   */
  private static final Duration INIT_LIMIT = Duration.ofSeconds(10);

  /** The time limit of an init before a snapshot, unless the function's timeout is longer. */
  private static final Duration SNAPSHOT_INIT_LIMIT = Duration.ofSeconds(130);

  private static final Duration RESTORE_LIMIT = Duration.ofSeconds(10);

  /**
   * The duration of an injected timeout, so that a run with faults need not wait for the function's
   * own timeout.
   */
  private static final Duration INJECTED_LIMIT = Duration.ofSeconds(1);

  private final FunctionCommand command;
  private final Deployment.Function function;
  private final FunctionLog log;
  private volatile ProcessState state = new NotStarted();

  private sealed interface ProcessState {}

  private record NotStarted() implements ProcessState {}

  private sealed interface Started extends ProcessState {
    Sandbox sandbox();
  }

  /** The process is starting, is being restored, or runs an invocation; or it has ended. */
  private record Working(Sandbox sandbox) implements Started {}

  /** The process waits to be restored. */
  private record Snapshot(Sandbox sandbox, RuntimeApi.RestoreNext call) implements Started {}

  /** The process waits for an event. */
  private record Ready(Sandbox sandbox, RuntimeApi.Next call) implements Started {}

  private record Closed() implements ProcessState {}

  ProcessEnvironment(FunctionCommand command, Consumer<LogEvent> events) {
    this.command = command;
    this.function = command.function();
    this.log = new FunctionLog(function, events, command.settings().clock());
  }

  /** The result of a start: the failure, if it failed, and the cold start, if there was one. */
  private record ProcessStart(
      Sandbox sandbox, Optional<InvocationOutcome> failure, Optional<ColdStart> coldStart) {}

  @Override
  public String logStream() {
    return log.stream();
  }

  @Override
  public EnvironmentStatus status() {
    ProcessState current = state;
    EnvironmentStatus.EnvironmentState what = EnvironmentStatus.EnvironmentState.NEW;
    if (current instanceof Working) {
      what = EnvironmentStatus.EnvironmentState.BUSY;
    } else if (current instanceof Snapshot) {
      what = EnvironmentStatus.EnvironmentState.SNAPSHOT;
    } else if (current instanceof Ready) {
      what = EnvironmentStatus.EnvironmentState.IDLE;
    } else if (current instanceof Closed) {
      what = EnvironmentStatus.EnvironmentState.CLOSED;
    }
    return new EnvironmentStatus(log.stream(), what);
  }

  @Override
  public boolean usable() {
    return state instanceof NotStarted
        || (state instanceof Started started && started.sandbox().process().alive());
  }

  @Override
  public Optional<InvocationOutcome> init() throws InterruptedException {
    return initialize().failure();
  }

  /**
   * Starts the process and waits until the function is loaded and, with SnapStart, its hooks ran.
   */
  private ProcessStart initialize() throws InterruptedException {
    log.platform(PlatformEvent.initStart(function));
    long begin = System.nanoTime();
    Sandbox sandbox = launch();
    Optional<InvocationOutcome> failure = await(sandbox, initLimit(), false);
    Duration duration = since(begin);
    sandbox.output().flush();
    log.platform(PlatformEvent.initReport(function, duration, failure));
    if (failure.isPresent()) {
      close();
    }
    return new ProcessStart(sandbox, failure, Optional.of(new ColdStart(duration, false)));
  }

  private ProcessStart restore(Snapshot snapshot) throws InterruptedException {
    Sandbox sandbox = snapshot.sandbox();
    log.platform(PlatformEvent.restoreStart());
    long begin = System.nanoTime();
    become(new Working(sandbox));
    sandbox.api().restore(snapshot.call());
    Optional<InvocationOutcome> failure = await(sandbox, limit(RESTORE_LIMIT), false);
    Duration duration = since(begin);
    sandbox.output().flush();
    log.platform(PlatformEvent.restoreReport(duration, failure));
    return new ProcessStart(sandbox, failure, Optional.of(new ColdStart(duration, true)));
  }

  /** Does what is missing before an invocation: init, restore, both, or nothing. */
  private ProcessStart start() throws InterruptedException {
    ProcessState current = state;
    if (current instanceof Ready ready) {
      return new ProcessStart(ready.sandbox(), Optional.empty(), Optional.empty());
    }
    if (current instanceof Snapshot snapshot) {
      return restore(snapshot);
    }
    ProcessStart started = initialize();
    return state instanceof Snapshot snapshot ? restore(snapshot) : started;
  }

  @Override
  public Invocation invoke(String requestId, byte[] event, Optional<InvocationFault> fault)
      throws InterruptedException {
    ProcessStart start = start();
    log.tail().clear();
    log.platform(PlatformEvent.start(requestId, function.version()));
    long begin = System.nanoTime();
    InvocationOutcome outcome =
        start.failure().isPresent() ? start.failure().get() : run(requestId, event, fault);
    Duration duration = atMost(limit(function.timeout()), since(begin));
    report(start, requestId, outcome, duration);
    start.sandbox().makeClassData();
    return new Invocation(
        outcome.result(requestId),
        duration,
        start.coldStart(),
        start.sandbox().process().maxMemoryMb(),
        log.tail().bytes());
  }

  private InvocationOutcome run(String requestId, byte[] event, Optional<InvocationFault> fault)
      throws InterruptedException {
    if (!(state instanceof Ready ready)) {
      throw new HostClosedException();
    }
    Sandbox sandbox = ready.sandbox();
    Duration limit = limit(function.timeout());
    if (fault.filter(InvocationFault.TIMEOUT::equals).isPresent()) {
      limit = atMost(INJECTED_LIMIT, limit);
      sandbox.process().freeze();
    }
    // On the system's clock, because the runtime compares the deadline with it.
    Instant deadline = Instant.now().plus(atMost(function.timeout(), limit));
    become(new Working(sandbox));
    sandbox.api().send(ready.call(), requestId, function.invokedArn(), deadline, event);
    return await(sandbox, limit, fault.filter(InvocationFault.CRASH::equals).isPresent())
        .orElseThrow(
            () -> new IllegalStateException("The runtime asked for an event before it answered"));
  }

  /** Waits for the outcome. If the caller no longer waits for it, ends the process. */
  private Optional<InvocationOutcome> await(Sandbox sandbox, Duration limit, boolean crash)
      throws InterruptedException {
    try {
      Sandbox.Progress progress = sandbox.await(limit, crash);
      progress
          .waiting()
          .ifPresent(
              call ->
                  become(
                      call instanceof RuntimeApi.Next next
                          ? new Ready(sandbox, next)
                          : new Snapshot(sandbox, (RuntimeApi.RestoreNext) call)));
      return progress.outcome();
    } catch (InterruptedException e) {
      close();
      throw e;
    }
  }

  private void report(
      ProcessStart start, String requestId, InvocationOutcome outcome, Duration duration) {
    FunctionProcess process = start.sandbox().process();
    start.sandbox().output().flush();
    log.platform(PlatformEvent.runtimeDone(log.now(), requestId, outcome));
    int limit = function.memoryMb();
    int memory = process.outOfMemory() ? limit : process.maxMemoryMb();
    log.platform(
        PlatformEvent.report(requestId, duration, start.coldStart(), limit, memory, outcome));
    start.sandbox().output().clear();
  }

  /** Passes on new output, and ends the process if it exceeds its memory limit. */
  @Override
  public synchronized void watch() {
    if (state instanceof Started started) {
      started.sandbox().output().drain();
      started.sandbox().process().limitMemory();
    }
  }

  private synchronized Sandbox launch() {
    if (!(state instanceof NotStarted)) {
      throw new HostClosedException();
    }
    Sandbox sandbox = Sandbox.start(command, log);
    state = new Working(sandbox);
    return sandbox;
  }

  /** Changes the state, unless the environment is closed. */
  private synchronized void become(ProcessState next) {
    if (!(state instanceof Closed)) {
      state = next;
    }
  }

  private Duration initLimit() {
    Duration least = function.snapStart() ? SNAPSHOT_INIT_LIMIT : INIT_LIMIT;
    return limit(function.timeout().compareTo(least) > 0 ? function.timeout() : least);
  }

  /** Returns a time limit; no limit if the function is debugged. */
  private Duration limit(Duration limit) {
    return command.debugger().isPresent() ? Debugger.NO_LIMIT : limit;
  }

  private static Duration atMost(Duration limit, Duration duration) {
    return duration.compareTo(limit) > 0 ? limit : duration;
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  /** Ends the process. */
  @Override
  public synchronized void close() {
    ProcessState last = state;
    state = new Closed();
    if (last instanceof Started started) {
      started.sandbox().close();
    }
  }
}
