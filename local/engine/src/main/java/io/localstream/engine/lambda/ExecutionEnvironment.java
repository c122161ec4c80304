package io.localstream.engine.lambda;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.cloudwatch.LogEvent;
import io.localstream.engine.fault.InvocationFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * One execution environment of a function: a process, and the Runtime API that it talks to. It runs
 * one invocation at a time, and is of no more use once its process has ended.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">The
 *     execution environment's life cycle</a>
 */
final class ExecutionEnvironment implements AutoCloseable {
  /** What init may take on demand; Lambda then tries again with the function's own timeout. */
  private static final Duration INIT_LIMIT = Duration.ofSeconds(10);

  /** What init may take before a snapshot, unless the function's timeout is longer. */
  private static final Duration SNAPSHOT_INIT_LIMIT = Duration.ofSeconds(130);

  private static final Duration RESTORE_LIMIT = Duration.ofSeconds(10);

  /** What an injected timeout leaves: a run with faults need not wait for a function's own. */
  private static final Duration INJECTED_LIMIT = Duration.ofSeconds(1);

  private static final int KILLED = 128 + 9;

  private final FunctionCommand command;
  private final Deployment.Function function;
  private final FunctionLog log;
  private final Path files;

  private RuntimeApi api;
  private FunctionProcess process;
  private FunctionOutput output;
  private RuntimeApi.Next next;
  private RuntimeApi.RestoreNext snapshot;
  private boolean closed;
  private volatile boolean outOfMemory;

  ExecutionEnvironment(FunctionCommand command, Consumer<LogEvent> events) {
    this.command = command;
    this.function = command.function();
    this.log = new FunctionLog(function, events);
    this.files = command.settings().workFolder().resolve(UUID.randomUUID().toString());
  }

  /** An invocation's end, and what is measured of it. */
  record Invocation(
      InvocationResult result,
      Duration duration,
      Optional<ColdStart> coldStart,
      int maxMemoryMb,
      byte[] logTail) {}

  /** Whether it can take an invocation, now or after a start. */
  synchronized boolean usable() {
    return !closed && (process == null || process.alive());
  }

  /**
   * Starts the process and waits until the function is loaded and, with SnapStart, its hooks ran.
   *
   * @return how it failed, if it did; the environment is then closed
   */
  Optional<InvocationOutcome> init() throws InterruptedException {
    log.platform(PlatformEvent.initStart(function));
    long begin = System.nanoTime();
    launch();
    InvocationOutcome failure = await(initLimit(), false);
    Duration duration = since(begin);
    output.flush();
    log.platform(PlatformEvent.initReport(function, duration, Optional.ofNullable(failure)));
    if (failure != null) {
      close();
    }
    return Optional.ofNullable(failure);
  }

  /** Runs one invocation, after init or restore where it has yet to happen. */
  Invocation invoke(String requestId, byte[] event, Optional<InvocationFault> fault)
      throws InterruptedException {
    Optional<ColdStart> coldStart = Optional.empty();
    InvocationOutcome startFailure = null;
    long begin = System.nanoTime();
    if (process == null) {
      startFailure = init().orElse(null);
      coldStart = Optional.of(new ColdStart(since(begin), false));
    }
    if (snapshot != null) {
      begin = System.nanoTime();
      startFailure = restore();
      coldStart = Optional.of(new ColdStart(since(begin), true));
    }
    log.tail().clear();
    log.platform(PlatformEvent.start(requestId, function.version()));
    begin = System.nanoTime();
    InvocationOutcome outcome = startFailure == null ? run(requestId, event, fault) : startFailure;
    Duration duration = atMost(function.timeout(), since(begin));
    report(requestId, outcome, duration, coldStart);
    return new Invocation(
        outcome.result(requestId), duration, coldStart, process.maxMemoryMb(), log.tail().bytes());
  }

  private InvocationOutcome restore() throws InterruptedException {
    log.platform(PlatformEvent.restoreStart());
    long begin = System.nanoTime();
    api.restore(snapshot);
    snapshot = null;
    InvocationOutcome failure = await(RESTORE_LIMIT, false);
    Duration duration = since(begin);
    output.flush();
    log.platform(PlatformEvent.restoreReport(duration, Optional.ofNullable(failure)));
    return failure;
  }

  private InvocationOutcome run(String requestId, byte[] event, Optional<InvocationFault> fault)
      throws InterruptedException {
    Duration limit = function.timeout();
    if (fault.filter(InvocationFault.TIMEOUT::equals).isPresent()) {
      limit = atMost(INJECTED_LIMIT, limit);
      process.freeze();
    }
    Instant deadline = Instant.now().plus(limit);
    RuntimeApi.Next waiting = next;
    next = null;
    api.send(waiting, requestId, function.invokedArn(), deadline, event);
    InvocationOutcome outcome =
        await(limit, fault.filter(InvocationFault.CRASH::equals).isPresent());
    return Objects.requireNonNull(outcome, "The runtime asked for an event before it answered");
  }

  /**
   * Waits until the runtime is ready for what comes next, its process has ended, or time is up.
   *
   * <p>The end is the runtime's next call rather than its answer: it logs an error after it has
   * posted it.
   *
   * @return how it ended; null when the runtime is ready and had nothing to answer
   */
  private InvocationOutcome await(Duration limit, boolean crash) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    InvocationOutcome outcome = null;
    while (true) {
      RuntimeApi.Call call = pollOrStop(deadline - System.nanoTime());
      if (call == null) {
        process.kill();
        return outcome == null ? InvocationOutcome.timedOut(limit) : outcome;
      }
      if (call instanceof RuntimeApi.Exited exited) {
        return outcome == null ? InvocationOutcome.exited(exited.status(), outOfMemory) : outcome;
      }
      if (call instanceof RuntimeApi.Next waiting) {
        next = waiting;
        return outcome;
      }
      if (call instanceof RuntimeApi.RestoreNext waiting) {
        snapshot = waiting;
        return outcome;
      }
      if (crash) {
        process.kill();
        return InvocationOutcome.exited(KILLED, false);
      }
      if (outcome == null && call instanceof RuntimeApi.Answer answer) {
        outcome = answer.outcome();
      }
    }
  }

  /** An invocation whose caller has given up is ended: nobody would ever take its answer. */
  private RuntimeApi.Call pollOrStop(long nanos) throws InterruptedException {
    try {
      return api.poll(nanos);
    } catch (InterruptedException e) {
      close();
      throw e;
    }
  }

  private void report(
      String requestId,
      InvocationOutcome outcome,
      Duration duration,
      Optional<ColdStart> coldStart) {
    process.sampleMemoryAtLeastOnce();
    output.flush();
    log.platform(PlatformEvent.runtimeDone(Instant.now(), requestId, outcome));
    int memory = outOfMemory ? function.memoryMb() : process.maxMemoryMb();
    log.platform(
        PlatformEvent.report(requestId, duration, coldStart, function.memoryMb(), memory, outcome));
    output.clear();
  }

  /** Hands on new output, and ends the process if it holds more memory than it may. */
  synchronized void watch() {
    if (closed || process == null) {
      return;
    }
    output.drain();
    process.sampleMemory();
    if (process.maxMemoryMb() > function.memoryMb() && process.alive()) {
      outOfMemory = true;
      process.kill();
    }
  }

  private synchronized void launch() {
    if (closed) {
      throw new HostClosedException();
    }
    try {
      Files.createDirectories(files);
      // The working folder is the code's, as the runtime interface client loads classes from it.
      Path directory = Files.isDirectory(function.code()) ? function.code() : files;
      Path written = Files.createFile(files.resolve("output.log"));
      output = new FunctionOutput(written, log::line);
      api = new RuntimeApi(function.accessKeyId());
      process =
          FunctionProcess.start(
              command.line(),
              command.environment(api, directory, log.stream()),
              directory,
              written);
      process.onExit(command.settings().background(), api::exited);
    } catch (IOException e) {
      closed = true;
      if (api != null) {
        api.close();
      }
      throw new UncheckedIOException("Cannot start a process for " + function.name(), e);
    }
  }

  private Duration initLimit() {
    Duration least = function.snapStart() ? SNAPSHOT_INIT_LIMIT : INIT_LIMIT;
    return function.timeout().compareTo(least) > 0 ? function.timeout() : least;
  }

  private static Duration atMost(Duration limit, Duration duration) {
    return duration.compareTo(limit) > 0 ? limit : duration;
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  /** Ends its process. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (process == null) {
      return;
    }
    process.kill();
    output.flush();
    api.close();
    output.close();
  }
}
