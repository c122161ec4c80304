package io.localstream.engine.lambda;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.LogLevel;
import io.localstream.engine.cloudwatch.LogEvent;
import io.localstream.engine.fault.InvocationFault;
import io.localstream.engine.lambda.InProcessHandlers.HandlerOutput;
import io.localstream.engine.lifecycle.BackgroundTasks;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * An execution environment in this JVM: a handler, and the thread that calls it. An invocation that
 * times out is interrupted, and its environment is not used again. There are no snapshots.
 */
final class InProcessEnvironment implements ExecutionEnvironment {
  private static final Duration INIT_LIMIT = Duration.ofSeconds(10);
  private static final Duration INJECTED_LIMIT = Duration.ofSeconds(1);
  private static final int KILLED = 128 + 9;

  /**
   * Whether this JVM is debugged. Invocations have no timeout then, because they can stand at a
   * breakpoint.
   */
  private static final boolean DEBUGGED =
      ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
          .anyMatch(argument -> argument.startsWith("-agentlib:jdwp"));

  private final Deployment.Function function;
  private final LambdaSettings settings;
  private final FunctionLog log;
  private final ExecutorService thread;
  private EventHandler handler;
  private volatile EnvironmentStatus.EnvironmentState state =
      EnvironmentStatus.EnvironmentState.NEW;

  InProcessEnvironment(
      Deployment.Function function, LambdaSettings settings, Consumer<LogEvent> events) {
    this.function = function;
    this.settings = settings;
    this.log = new FunctionLog(function, events, settings.clock());
    this.thread = BackgroundTasks.singleThread(function.name());
  }

  @Override
  public String logStream() {
    return log.stream();
  }

  @Override
  public EnvironmentStatus status() {
    return new EnvironmentStatus(log.stream(), state);
  }

  @Override
  public boolean usable() {
    return state != EnvironmentStatus.EnvironmentState.CLOSED;
  }

  @Override
  public Optional<InvocationOutcome> init() throws InterruptedException {
    return initialize().failure();
  }

  private record HandlerStart(Optional<InvocationOutcome> failure, Optional<ColdStart> coldStart) {}

  private HandlerStart initialize() throws InterruptedException {
    if (handler != null) {
      return new HandlerStart(Optional.empty(), Optional.empty());
    }
    log.platform(PlatformEvent.initStart(function));
    long begin = System.nanoTime();
    Duration limit = function.timeout().compareTo(INIT_LIMIT) > 0 ? function.timeout() : INIT_LIMIT;
    InvocationOutcome outcome = call(limit, this::load, Optional.empty());
    Duration duration = since(begin);
    Optional<InvocationOutcome> failure = Optional.of(outcome).filter(InvocationOutcome::failed);
    log.platform(PlatformEvent.initReport(function, duration, failure));
    if (failure.isPresent()) {
      close();
    }
    return new HandlerStart(failure, Optional.of(new ColdStart(duration, false)));
  }

  private byte[] load() throws Exception {
    Map<String, String> variables = FunctionVariables.of(function, settings);
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    FunctionVariables.putOnDemand(variables, function, log.stream());
    HandlerFactory factory = settings.inProcess().factories().get(function.name());
    handler =
        EventHandler.of(
            factory.create(
                new FunctionSetup(function.name(), Map.copyOf(variables), settings.clock())));
    return new byte[0];
  }

  @Override
  public Invocation invoke(String requestId, byte[] event, Optional<InvocationFault> fault)
      throws InterruptedException {
    HandlerStart start = initialize();
    log.tail().clear();
    log.platform(PlatformEvent.start(requestId, function.version()));
    long begin = System.nanoTime();
    InvocationOutcome outcome =
        start.failure().isPresent() ? start.failure().get() : run(requestId, event, fault);
    Duration duration = since(begin);
    log.platform(PlatformEvent.runtimeDone(log.now(), requestId, outcome));
    int memoryMb = usedMemoryMb();
    log.platform(
        PlatformEvent.report(
            requestId, duration, start.coldStart(), function.memoryMb(), memoryMb, outcome));
    return new Invocation(
        outcome.result(requestId), duration, start.coldStart(), memoryMb, log.tail().bytes());
  }

  private InvocationOutcome run(String requestId, byte[] event, Optional<InvocationFault> fault)
      throws InterruptedException {
    Duration limit = function.timeout();
    if (fault.filter(InvocationFault.TIMEOUT::equals).isPresent()) {
      close();
      return InvocationOutcome.timedOut(
          limit.compareTo(INJECTED_LIMIT) > 0 ? INJECTED_LIMIT : limit);
    }
    InvocationContext context =
        new InvocationContext(function, log, requestId, log.now().plus(limit));
    InvocationOutcome outcome =
        call(limit, () -> handler.handle(event, context), Optional.of(requestId));
    if (fault.filter(InvocationFault.CRASH::equals).isPresent()) {
      close();
      return InvocationOutcome.exited(KILLED, false);
    }
    return outcome;
  }

  /**
   * Runs code of the function on its thread.
   *
   * @param requestId the id of the invocation; empty for the init
   */
  private InvocationOutcome call(Duration limit, Callable<byte[]> call, Optional<String> requestId)
      throws InterruptedException {
    become(EnvironmentStatus.EnvironmentState.BUSY);
    Future<byte[]> response = thread.submit(() -> printing(call));
    try {
      byte[] payload = DEBUGGED ? response.get() : response.get(limit.toNanos(), NANOSECONDS);
      return payload.length > RuntimeApi.MAX_RESPONSE_BYTES
          ? InvocationOutcome.tooLarge(RuntimeApi.MAX_RESPONSE_BYTES)
          : InvocationOutcome.returned(payload);
    } catch (TimeoutException e) {
      close();
      return InvocationOutcome.timedOut(limit);
    } catch (ExecutionException e) {
      HandlerError error = new HandlerError(e.getCause());
      log.message(LogLevel.ERROR, error.text(), requestId.orElse(""));
      return InvocationOutcome.reported(requestId.isPresent(), error.type(), error.json());
    } catch (InterruptedException e) {
      close();
      throw e;
    } finally {
      become(EnvironmentStatus.EnvironmentState.IDLE);
    }
  }

  /** Changes the state, unless the environment is closed. */
  private synchronized void become(EnvironmentStatus.EnvironmentState next) {
    if (usable()) {
      state = next;
    }
  }

  private byte[] printing(Callable<byte[]> call) throws Exception {
    HandlerOutput output = settings.inProcess().output();
    output.begin(log::line);
    try {
      return call.call();
    } finally {
      output.end();
    }
  }

  /** Returns the used memory of this JVM, because a handler has no memory of its own. */
  private static int usedMemoryMb() {
    Runtime runtime = Runtime.getRuntime();
    return Math.toIntExact((runtime.totalMemory() - runtime.freeMemory()) >> 20);
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  /**
   * Does nothing: the output of a handler is read immediately, and there is no process whose memory
   * has a limit.
   */
  @Override
  public void watch() {}

  /** Interrupts the invocation or the init that it runs. */
  @Override
  public synchronized void close() {
    state = EnvironmentStatus.EnvironmentState.CLOSED;
    thread.shutdownNow();
  }
}
