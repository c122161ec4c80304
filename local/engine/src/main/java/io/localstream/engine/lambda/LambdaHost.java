package io.localstream.engine.lambda;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.cloudwatch.LogEvent;
import io.localstream.engine.cloudwatch.Metrics;
import io.localstream.engine.lifecycle.BackgroundTasks;
import io.localstream.engine.lifecycle.StartException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Hosts Lambda functions on this machine: each execution environment is a process of its own, in
 * which AWS's runtime interface client runs the function's code as on Lambda; or a thread of this
 * JVM, for a function whose {@link InProcessHandlers handler} is created here.
 *
 * <p>An environment starts when an invocation needs it, and is reused. {@link #close} ends all
 * processes.
 */
public final class LambdaHost implements Invoker, AutoCloseable {
  private static final long WATCH_MILLIS = 50;

  private final Map<String, HostedFunction> hosted = new LinkedHashMap<>();
  private final Map<String, DebuggedFunction> debugged = new LinkedHashMap<>();
  private final FunctionVersions versions;
  private final Metrics metrics;
  private final BackgroundTasks background;
  private final ScheduledExecutorService watcher;

  /**
   * Creates a host, and starts no function.
   *
   * @param log receives log events, in order for each environment; several threads call it, and it
   *     must not throw
   * @throws StartException if a function's code cannot be read
   * @throws IllegalArgumentException if the runtime interface client is missing, or cannot run on
   *     this machine
   */
  public LambdaHost(
      List<Deployment.Function> functions, LambdaSettings settings, Consumer<LogEvent> log) {
    this.metrics = settings.metrics();
    this.background = settings.background();
    this.versions = new FunctionVersions(functions, settings, log);
    functions.forEach(f -> hosted.put(f.name(), new HostedFunction(versions.of(f), settings)));
    settings
        .debuggers()
        .keySet()
        .forEach(name -> debugged.put(name, new DebuggedFunction(hosted(name), System::nanoTime)));
    watcher = background.timer("function watcher");
    // The timer reports a failure.
    Future<?> unused =
        watcher.scheduleWithFixedDelay(
            () -> hosted.values().forEach(HostedFunction::watch),
            WATCH_MILLIS,
            WATCH_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  /**
   * Publishes the versions: initializes the functions with SnapStart. Starts the debugged functions
   * in the background, because they can wait for a debugger.
   *
   * @throws StartException if an init fails
   */
  public void start() throws InterruptedException {
    debugged.forEach((name, function) -> background.run("debugged " + name, function::start));
    List<CompletableFuture<Void>> published =
        hosted.values().stream()
            .filter(HostedFunction::snapshots)
            .map(f -> BackgroundTasks.start("version of " + f.function().name(), publication(f)))
            .toList();
    for (CompletableFuture<Void> version : published) {
      BackgroundTasks.result(version);
    }
  }

  private static Callable<Void> publication(HostedFunction function) {
    return () -> {
      Optional<InvocationOutcome> failure = function.publishVersion();
      if (failure.isPresent()) {
        throw FunctionVersions.undeployable(
            function.function(), "its init before the snapshot failed: " + failure.get().summary());
      }
      return null;
    };
  }

  /**
   * Replaces a function's code and settings. The new version starts while the old one still serves;
   * then the next invocation runs the new one. An invocation in progress ends on the version that
   * it began with.
   *
   * @param function the new version of a function of this host
   * @return why the new version cannot start, in which case the old one stays; empty if it runs
   * @throws StartException if its code cannot be read; the old version stays
   * @throws IllegalArgumentException if there is no such function
   * @throws IllegalStateException if this host is closed
   */
  public Optional<String> deploy(Deployment.Function function) throws InterruptedException {
    FunctionVersion version = versions.of(function);
    DebuggedFunction debuggedFunction = debugged.get(function.name());
    Optional<InvocationOutcome> failure =
        debuggedFunction == null
            ? hosted(function.name()).deploy(version)
            : debuggedFunction.deploy(version);
    return failure.map(InvocationOutcome::summary);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there is no such function
   * @throws IllegalStateException if this host is closed
   */
  @Override
  public InvocationResult invoke(String functionName, byte[] payload) throws InterruptedException {
    return invoke(functionName, payload, UUID.randomUUID().toString());
  }

  /** Invokes a function with a given request ID. */
  InvocationResult invoke(String functionName, byte[] payload, String requestId)
      throws InterruptedException {
    return run(functionName, requestId, payload).result();
  }

  /** Invokes a function as {@link #invoke} does, and returns the end of its log too. */
  public LoggedInvocation invokeLogged(String functionName, byte[] payload)
      throws InterruptedException {
    return run(functionName, UUID.randomUUID().toString(), payload);
  }

  private LoggedInvocation run(String functionName, String requestId, byte[] payload)
      throws InterruptedException {
    DebuggedFunction function = debugged.get(functionName);
    return function == null
        ? hosted(functionName).invoke(requestId, payload)
        : function.invoke(requestId, payload);
  }

  /**
   * Returns the debugged functions that are presumably stopped at a breakpoint or wait for a
   * debugger: their current invocation, or their start, has taken longer than a second.
   */
  public List<String> stoppedInDebugger() {
    return debugged.entrySet().stream()
        .filter(function -> function.getValue().isStopped())
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Returns the statistics of a function's invocations so far.
   *
   * @throws IllegalArgumentException if there is no such function
   */
  public FunctionStatistics statistics(String functionName) {
    return hosted(functionName).statistics();
  }

  /**
   * Returns the current status of a function's execution environments.
   *
   * @param functionName the function's name
   * @return the status of each environment
   * @throws IllegalArgumentException when there is no such function
   */
  public List<EnvironmentStatus> environments(String functionName) {
    return hosted(functionName).environments();
  }

  /**
   * Returns the code of all functions: of the deployed versions, and of older ones that still run
   * an invocation.
   */
  public Set<Path> codeInUse() {
    return hosted.values().stream()
        .flatMap(function -> function.codeInUse().stream())
        .collect(Collectors.toSet());
  }

  Deployment.Function function(String functionName) {
    return hosted(functionName).function();
  }

  /** Returns Lambda's metrics of a function. */
  Metrics.ResourceMetrics metrics(String functionName) {
    return HostedFunction.metrics(metrics, functionName);
  }

  BackgroundTasks background() {
    return background;
  }

  private HostedFunction hosted(String functionName) {
    HostedFunction function = hosted.get(functionName);
    if (function == null) {
      throw new IllegalArgumentException(
          "There is no function " + functionName + ", only " + hosted.keySet());
    }
    return function;
  }

  /** Kills all processes. Running invocations fail. */
  @Override
  public void close() {
    watcher.shutdownNow();
    hosted.values().forEach(HostedFunction::close);
  }
}
