package io.kinesispipeline.local.lambda;

import io.kinesispipeline.local.assembly.Deployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.jar.JarFile;

/**
 * Hosts Lambda functions on this machine: each execution environment is a process of its own, in
 * which AWS's runtime interface client runs the function's code as on Lambda.
 *
 * <p>Environments start when an invocation needs them, and are used again. Close the host to end
 * all processes.
 */
public final class LambdaHost implements Invoker, AutoCloseable {
  private static final long WATCH_MILLIS = 50;

  private final Map<String, Deployment.Function> functions = new LinkedHashMap<>();
  private final Map<String, HostedFunction> hosted = new LinkedHashMap<>();
  private final Consumer<LogLine> log;
  private final ScheduledExecutorService watcher =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "lambda-watcher");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Hosts functions; none is started yet.
   *
   * @param functions the functions
   * @param settings how they are hosted
   * @param log takes their logs: the lines of one environment in order; called by several threads,
   *     and must not throw
   * @throws FunctionDeploymentException when a function's code cannot be read
   * @throws IllegalArgumentException when the runtime interface client is missing, or cannot run on
   *     this machine
   */
  public LambdaHost(
      List<Deployment.Function> functions, LambdaSettings settings, Consumer<LogLine> log) {
    this.log = log;
    Optional<Path> nativeLibrary = nativeLibrary(settings);
    for (Deployment.Function function : functions) {
      checkCode(function);
      FunctionCommand command =
          new FunctionCommand(function, settings, nativeLibrary, Runtime.version().feature());
      this.functions.put(function.name(), function);
      hosted.put(function.name(), new HostedFunction(command, log));
    }
    watcher.scheduleWithFixedDelay(this::watch, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Deploys the functions: those with SnapStart are initialized, as publishing a version does.
   *
   * @throws FunctionDeploymentException when an init fails
   * @throws InterruptedException when this thread is interrupted
   */
  public void start() throws InterruptedException {
    for (Deployment.Function function : functions.values()) {
      if (function.snapStart()) {
        Optional<Ending> failure = hosted(function.name()).publishVersion();
        if (failure.isPresent()) {
          throw new FunctionDeploymentException(
              function.name(), "its init before the snapshot failed: " + failure.get().summary());
        }
      }
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when there is no such function
   * @throws IllegalStateException when this host is closed
   */
  @Override
  public InvocationResult invoke(String functionName, byte[] payload) throws InterruptedException {
    return invoke(functionName, payload, UUID.randomUUID().toString());
  }

  /** Invokes a function under a request id that the caller chose. */
  InvocationResult invoke(String functionName, byte[] payload, String requestId)
      throws InterruptedException {
    return hosted(functionName).invoke(requestId, payload);
  }

  /**
   * What was measured of a function's invocations so far.
   *
   * @param functionName the function's name
   * @return its statistics
   * @throws IllegalArgumentException when there is no such function
   */
  public FunctionStatistics statistics(String functionName) {
    return hosted(functionName).statistics();
  }

  /**
   * Whose credentials these are.
   *
   * @param accessKeyId the access key id that signed a request
   * @return the name of the function that holds it; empty when none does
   */
  public Optional<String> functionOf(String accessKeyId) {
    return functions.keySet().stream()
        .filter(name -> Credentials.of(name).accessKeyId().equals(accessKeyId))
        .findFirst();
  }

  Deployment.Function function(String functionName) {
    hosted(functionName);
    return functions.get(functionName);
  }

  Consumer<LogLine> log() {
    return log;
  }

  private HostedFunction hosted(String functionName) {
    HostedFunction function = hosted.get(functionName);
    if (function == null) {
      throw new IllegalArgumentException(
          "There is no function " + functionName + ", only " + hosted.keySet());
    }
    return function;
  }

  private static Optional<Path> nativeLibrary(LambdaSettings settings) {
    Path jar = settings.runtimeFolder().resolve(FunctionCommand.RUNTIME_JAR);
    if (!Files.exists(jar)) {
      throw new IllegalArgumentException(
          "The Lambda runtime interface client is missing: " + jar + ". Build it: mvn package");
    }
    if (settings.runtimeClient() == RuntimeClient.PORTABLE) {
      return Optional.empty();
    }
    try {
      return Optional.of(NativeLibrary.unpack(jar, settings.workFolder()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unpack the native library of " + jar, e);
    }
  }

  private static void checkCode(Deployment.Function function) {
    Path code = function.code();
    if (!Files.exists(code)) {
      throw new FunctionDeploymentException(function.name(), code + " is missing. Build it");
    }
    if (Files.isDirectory(code)) {
      return;
    }
    try (JarFile jar = new JarFile(code.toFile())) {
      jar.size();
    } catch (IOException e) {
      throw new FunctionDeploymentException(
          function.name(),
          code + " is not a readable jar (" + e.getMessage() + "). Build it again");
    }
  }

  private void watch() {
    hosted.values().forEach(HostedFunction::watch);
  }

  /** Ends every process at once; an invocation that is under way fails. */
  @Override
  public void close() {
    watcher.shutdownNow();
    hosted.values().forEach(HostedFunction::close);
  }
}
