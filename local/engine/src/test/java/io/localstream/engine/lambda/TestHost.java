package io.localstream.engine.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.cloudwatch.LogEvent;
import io.localstream.engine.cloudwatch.Metrics;
import io.localstream.engine.cloudwatch.RecordedMetrics;
import io.localstream.engine.fault.InvocationFault;
import io.localstream.engine.iam.policy.Role;
import io.localstream.engine.lifecycle.BackgroundTasks;
import io.localstream.engine.time.EngineClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A Lambda host for the handlers in this package, with the log events that it wrote. */
final class TestHost implements AutoCloseable {
  static final String NAME = "test-lambda";

  private static final ObjectMapper JSON = new ObjectMapper();

  final List<LogEvent> events = Collections.synchronizedList(new ArrayList<>());
  final List<String> failures = new CopyOnWriteArrayList<>();
  final RecordedMetrics metrics = new RecordedMetrics();
  final LambdaHost host;

  TestHost(LambdaSettings settings, Deployment.Function... functions) {
    host = new LambdaHost(List.of(functions), measuring(settings), events::add);
  }

  private LambdaSettings measuring(LambdaSettings settings) {
    return new LambdaSettings(
        settings.endpoint(),
        settings.region(),
        settings.runtimeFolder(),
        settings.runtimeClient(),
        settings.workFolder(),
        settings.concurrencyLimit(),
        settings.faults(),
        metrics.metrics(),
        settings.invocations(),
        new BackgroundTasks(failures::add),
        settings.clock(),
        settings.inProcess(),
        settings.debuggers());
  }

  static LambdaSettings settings(Path workFolder, RuntimeClient client) {
    return settings(workFolder, client, name -> Optional.empty());
  }

  static LambdaSettings settings(
      Path workFolder, RuntimeClient client, BackgroundTasks background) {
    return settings(workFolder, client, name -> Optional.empty(), background);
  }

  static LambdaSettings settings(
      Path workFolder, RuntimeClient client, Function<String, Optional<InvocationFault>> faults) {
    return settings(workFolder, client, faults, new BackgroundTasks(System.err::println));
  }

  private static LambdaSettings settings(
      Path workFolder,
      RuntimeClient client,
      Function<String, Optional<InvocationFault>> faults,
      BackgroundTasks background) {
    return new LambdaSettings(
        URI.create("http://127.0.0.1:4566"),
        "eu-west-1",
        Path.of("target", "runtime").toAbsolutePath(),
        client,
        workFolder,
        2,
        faults,
        Metrics.NONE,
        InvocationListener.NONE,
        background,
        EngineClock.system(),
        InProcessHandlers.NONE,
        Map.of());
  }

  static LambdaSettings withRuntime(LambdaSettings settings, Path runtimeFolder) {
    return copy(settings, runtimeFolder, settings.debuggers());
  }

  /** Lets a debugger attach to the function. */
  static LambdaSettings debugged(LambdaSettings settings, Debugger debugger) {
    return copy(settings, settings.runtimeFolder(), Map.of(NAME, debugger));
  }

  private static LambdaSettings copy(
      LambdaSettings settings, Path runtimeFolder, Map<String, Debugger> debuggers) {
    return new LambdaSettings(
        settings.endpoint(),
        settings.region(),
        runtimeFolder,
        settings.runtimeClient(),
        settings.workFolder(),
        settings.concurrencyLimit(),
        settings.faults(),
        settings.metrics(),
        settings.invocations(),
        settings.background(),
        settings.clock(),
        settings.inProcess(),
        debuggers);
  }

  static Deployment.Function function(Class<?> handler) {
    return function(handler.getName(), Duration.ofSeconds(20), 256, false, Map.of());
  }

  static Deployment.Function function(
      String handler,
      Duration timeout,
      int memoryMb,
      boolean snapStart,
      Map<String, String> environment) {
    return function(
        handler, timeout, memoryMb, snapStart, environment, Deployment.Function.UNRESERVED);
  }

  static Deployment.Function function(
      String handler,
      Duration timeout,
      int memoryMb,
      boolean snapStart,
      Map<String, String> environment,
      int reservedConcurrency) {
    return new Deployment.Function(
        NAME,
        "arn:aws:lambda:eu-west-1:123456789012:function:" + NAME + ":live",
        "3",
        handler,
        Path.of("target", "test-classes").toAbsolutePath(),
        memoryMb,
        timeout,
        environment,
        snapStart,
        Deployment.Logging.text("/aws/lambda/" + NAME),
        false,
        new Role("test", "arn:aws:iam::123456789012:role/test", List.of()),
        new Deployment.AsyncInvocation(2, Duration.ofHours(6), Optional.of("arn:aws:sqs:::dlq")),
        reservedConcurrency);
  }

  InvocationResult invoke(Object event) throws InterruptedException {
    return host.invoke(NAME, json(event));
  }

  CompletableFuture<InvocationResult> invokeAside(Object event) {
    CompletableFuture<InvocationResult> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(invoke(event));
              } catch (InterruptedException | RuntimeException e) {
                result.completeExceptionally(e);
              }
            });
    thread.start();
    return result;
  }

  JsonNode succeed(Object event) throws InterruptedException {
    InvocationResult result = invoke(event);
    if (result instanceof InvocationResult.Succeeded succeeded) {
      return parse(succeeded.payload());
    }
    throw new AssertionError("Did not succeed: " + describe(result) + "\n" + texts());
  }

  JsonNode fail(Object event) throws InterruptedException {
    InvocationResult result = invoke(event);
    if (result instanceof InvocationResult.Failed failed) {
      return parse(failed.payload());
    }
    throw new AssertionError("Did not fail: " + describe(result) + "\n" + texts());
  }

  List<String> texts() {
    synchronized (events) {
      return events.stream().map(LogEvent::text).toList();
    }
  }

  String line(String start) {
    return texts().stream()
        .filter(text -> text.startsWith(start))
        .reduce((first, last) -> last)
        .orElseThrow(() -> new AssertionError("No line " + start + " in " + texts()));
  }

  /** Returns the values of one of Lambda's metrics of the function. */
  List<Double> measured(String metric) {
    return metrics.values(metric, Map.of("FunctionName", NAME));
  }

  static byte[] json(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode parse(byte[] payload) {
    try {
      return JSON.readTree(payload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String describe(InvocationResult result) {
    return result instanceof InvocationResult.Failed failed
        ? new String(failed.payload(), UTF_8)
        : result.toString();
  }

  @Override
  public void close() {
    host.close();
  }
}
