package io.localstream.deploytest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.cloudwatch.Metrics;
import io.localstream.engine.iam.policy.Role;
import io.localstream.engine.lambda.InProcessHandlers;
import io.localstream.engine.lambda.InvocationListener;
import io.localstream.engine.lambda.InvocationResult;
import io.localstream.engine.lambda.LambdaHost;
import io.localstream.engine.lambda.LambdaSettings;
import io.localstream.engine.lambda.RuntimeClient;
import io.localstream.engine.lifecycle.BackgroundTasks;
import io.localstream.engine.time.EngineClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.LogFormat;
import software.amazon.awssdk.services.lambda.model.LoggingConfig;
import software.amazon.awssdk.services.lambda.model.SnapStartApplyOn;
import software.amazon.awssdk.services.lambda.model.TracingMode;

/**
 * Runs the functions that MiniStack invokes, with the code and the settings that the Lambda API
 * returns for the invoked version. Each version has its own host.
 */
final class LambdaServer implements AutoCloseable {
  private static final int FUNCTION_ERROR = 500;
  private static final int THROTTLED = 429;

  private final HttpServer http;
  private final ExecutorService invocations = Executors.newCachedThreadPool();
  private final Path folder;
  private final Map<String, LambdaHost> hosts = new ConcurrentHashMap<>();
  private volatile Cloud cloud;
  private volatile Aws aws;
  private volatile FunctionLogs logs;

  /** Starts to listen; functions can be invoked after {@link #serve} only. */
  LambdaServer(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(invocations);
    http.createContext("/", this::handle);
    http.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
  }

  /** Starts to run the functions of a cloud. */
  void serve(Cloud deployedTo, Aws clients) {
    cloud = deployedTo;
    aws = clients;
    logs = new FunctionLogs(clients);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      invoke(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void invoke(HttpExchange exchange) throws IOException, InterruptedException {
    String name = exchange.getRequestHeaders().getFirst("X-Amzn-Lambda-Function-Name");
    String version = exchange.getRequestHeaders().getFirst("X-Amzn-Lambda-Function-Version");
    byte[] event = exchange.getRequestBody().readAllBytes();
    InvocationResult result;
    try {
      result = host(name, version).invoke(name, event);
    } catch (RuntimeException e) {
      // MiniStack logs the cause.
      answer(exchange, FUNCTION_ERROR, e.toString().getBytes(UTF_8));
      return;
    }
    if (result instanceof InvocationResult.Succeeded succeeded) {
      answer(exchange, 200, succeeded.payload());
    } else if (result instanceof InvocationResult.Failed failed) {
      answer(exchange, FUNCTION_ERROR, failed.payload());
    } else {
      answer(exchange, THROTTLED, new byte[0]);
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private LambdaHost host(String name, String version) {
    GetFunctionResponse function =
        aws.lambda.getFunction(get -> get.functionName(name).qualifier(version));
    FunctionConfiguration configuration = function.configuration();
    // The version numbers of a destroyed function are used again.
    String key = String.join(" ", name, version, configuration.lastModified());
    return hosts.computeIfAbsent(key, ignored -> start(configuration, function.code().location()));
  }

  private LambdaHost start(FunctionConfiguration configuration, String codeLocation) {
    try {
      Path code = folder.resolve(UUID.randomUUID() + ".jar");
      try (InputStream in = URI.create(codeLocation).toURL().openStream()) {
        Files.copy(in, code);
      }
      LambdaSettings settings =
          new LambdaSettings(
              cloud.endpoint().orElseThrow(),
              cloud.region(),
              Project.ROOT.resolve("local/engine/target/runtime"),
              RuntimeClient.ofThisSystem(),
              folder,
              LambdaSettings.DEFAULT_CONCURRENCY_LIMIT,
              name -> Optional.empty(),
              Metrics.NONE,
              InvocationListener.NONE,
              new BackgroundTasks(System.err::println),
              EngineClock.system(),
              InProcessHandlers.NONE,
              Map.of());
      LambdaHost host = new LambdaHost(List.of(function(configuration, code)), settings, logs::put);
      host.start();
      return host;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Deployment.Function function(FunctionConfiguration configuration, Path code) {
    return new Deployment.Function(
        configuration.functionName(),
        configuration.functionArn(),
        configuration.version(),
        configuration.handler(),
        code,
        configuration.memorySize(),
        Duration.ofSeconds(configuration.timeout()),
        configuration.environment().variables(),
        configuration.snapStart().applyOn() == SnapStartApplyOn.PUBLISHED_VERSIONS,
        logging(configuration.loggingConfig()),
        configuration.tracingConfig().mode() == TracingMode.ACTIVE,
        new Role(configuration.role(), configuration.role(), List.of()),
        Deployment.AsyncInvocation.DEFAULT,
        Deployment.Function.UNRESERVED);
  }

  private static Deployment.Logging logging(LoggingConfig config) {
    return config.logFormat() == LogFormat.JSON
        ? new Deployment.Logging(
            Deployment.LogFormat.JSON,
            Deployment.LogLevel.valueOf(config.applicationLogLevelAsString()),
            Deployment.LogLevel.valueOf(config.systemLogLevelAsString()),
            config.logGroup())
        : Deployment.Logging.text(config.logGroup());
  }

  @Override
  public void close() {
    http.stop(0);
    invocations.shutdownNow();
    hosts.values().forEach(LambdaHost::close);
    if (logs != null) {
      logs.close();
    }
  }
}
