package io.kinesispipeline.local.console;

import io.kinesispipeline.local.BackgroundTasks;
import io.kinesispipeline.local.StartException;
import io.kinesispipeline.local.access.AccessControl;
import io.kinesispipeline.local.assembly.Deployment;
import io.kinesispipeline.local.assembly.Deployment.EventSourceMapping;
import io.kinesispipeline.local.destination.FailureDestinations;
import io.kinesispipeline.local.endpoint.AwsEndpoint;
import io.kinesispipeline.local.fault.FaultPlan;
import io.kinesispipeline.local.fault.FaultSpecs;
import io.kinesispipeline.local.fault.Resharding;
import io.kinesispipeline.local.kinesis.KinesisServer;
import io.kinesispipeline.local.kinesis.StreamCreator;
import io.kinesispipeline.local.lambda.AsyncInvoker;
import io.kinesispipeline.local.lambda.FunctionStatistics;
import io.kinesispipeline.local.lambda.LambdaHost;
import io.kinesispipeline.local.lambda.LambdaSettings;
import io.kinesispipeline.local.schedule.Scheduler;
import io.kinesispipeline.local.source.EventSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** The running parts of a deployment: started in the order in which they need each other. */
final class Pipeline implements AutoCloseable {
  private static final Path KINESIS_LOCAL = Path.of("node_modules", "kinesis-local");
  private static final Path LAMBDA_RUNTIME = Path.of("local", "target", "runtime");

  private final RunSettings settings;
  private final Deployment deployment;
  private final RecordLedger ledger;
  private final PutRecordExample example;
  private final StopSignal stop;
  private final BackgroundTasks background;
  private final Console console;
  private final FaultPlan faults;
  private final AccessControl access;
  private final RunningParts parts;
  private final Telemetry telemetry;
  private final FailureDestinations destinations;
  private final StartingFunctions functions = new StartingFunctions();
  private final Thread atExit = new Thread(this::stopParts, "stop-everything");
  private AwsEndpoint endpoint;
  private LambdaHost lambda;
  private AsyncInvoker asyncInvoker;
  private Scheduler scheduler;
  private Resharding resharding;
  private volatile boolean drained;

  private Pipeline(
      RunSettings settings,
      Deployment deployment,
      RecordLedger ledger,
      StopSignal stop,
      Console console) {
    this.settings = settings;
    this.deployment = deployment;
    this.ledger = ledger;
    this.stop = stop;
    this.background = new BackgroundTasks(stop::fail);
    this.console = console;
    this.parts = new RunningParts(console);
    this.faults =
        new FaultPlan(
            FaultSpecs.parse(settings.faults()), settings.seed(), deployment, System::nanoTime);
    this.example = new PutRecordExample(ledger, console, deployment);
    this.access = new AccessControl(deployment);
    this.telemetry = parts.add(new Telemetry(settings, console, Clock.systemUTC()));
    this.destinations =
        new FailureDestinations(
            settings.failures(), Clock.systemUTC(), access, telemetry.metrics());
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts everything but the schedules.
   *
   * @throws StartException when a part can't start; what had started is stopped again
   */
  static Pipeline start(
      RunSettings settings,
      Deployment deployment,
      RecordLedger ledger,
      StopSignal stop,
      Console console)
      throws InterruptedException {
    Pipeline pipeline = new Pipeline(settings, deployment, ledger, stop, console);
    try {
      pipeline.startParts();
      return pipeline;
    } catch (RuntimeException | InterruptedException e) {
      pipeline.close();
      throw e;
    }
  }

  private void startParts() throws InterruptedException {
    access.checkRequirements();
    Path workFolder = parts.add(WorkFolder.create()).path();
    // The server takes longest: the functions start meanwhile.
    CompletableFuture<URI> kinesis =
        BackgroundTasks.start("kinesis", () -> startKinesis(workFolder));
    endpoint =
        parts.add(
            AwsEndpoint.start(
                settings.port(),
                kinesis::join,
                functions,
                deployment,
                example,
                access,
                faults,
                telemetry.metrics(),
                background,
                System::nanoTime));
    lambda =
        parts.add(
            new LambdaHost(deployment.functions(), lambdaSettings(workFolder), telemetry::log));
    CompletableFuture<Void> published =
        BackgroundTasks.start(
            "lambda",
            () -> {
              lambda.start();
              return null;
            });
    KinesisClient server = kinesisServer(BackgroundTasks.result(kinesis));
    Header.print(console, settings, deployment, endpoint.uri());
    console.open();
    example.begin(endpoint.uri(), settings.schedules());
    startSources(server);
    BackgroundTasks.result(published);
    startAsyncInvocations();
  }

  private URI startKinesis(Path workFolder) throws InterruptedException {
    if (settings.kinesis().isPresent()) {
      return settings.kinesis().get();
    }
    return parts
        .add(
            KinesisServer.start(
                settings.project().resolve(KINESIS_LOCAL),
                workFolder,
                deployment.region(),
                deployment.account(),
                stop::fail))
        .uri();
  }

  private LambdaSettings lambdaSettings(Path workFolder) {
    return new LambdaSettings(
        endpoint.uri(),
        deployment.region(),
        settings.project().resolve(LAMBDA_RUNTIME),
        settings.runtimeClient(),
        workFolder,
        LambdaSettings.DEFAULT_CONCURRENCY_LIMIT,
        faults::forInvocation,
        telemetry.metrics(),
        background);
  }

  private KinesisClient kinesisServer(URI uri) {
    KinesisClient server = parts.add(KinesisClients.create(uri, deployment.region(), "local"));
    StreamCreator.create(server, deployment.streams());
    return server;
  }

  private void startSources(KinesisClient server) {
    List<String> streamNames = deployment.streams().stream().map(Deployment.Stream::name).toList();
    resharding = parts.add(Resharding.start(server, streamNames, faults, background));

    for (EventSourceMapping mapping : deployment.mappings()) {
      startSource(mapping);
    }
  }

  /**
   * Reads through the endpoint and as the function, so that its limits, its faults and the function
   * role's policies hold for the source too.
   */
  private void startSource(EventSourceMapping mapping) {
    Deployment.Function function = deployment.function(mapping);
    EventSource.Services services =
        new EventSource.Services(
            parts.add(
                KinesisClients.create(endpoint.uri(), deployment.region(), function.accessKeyId())),
            lambda,
            destinations,
            ledger.of(mapping),
            telemetry.metrics(),
            console::notice,
            new Random(settings.seed()),
            Clock.systemUTC());
    EventSource source =
        parts.add(EventSource.start(mapping, deployment.stream(mapping), function, services));
    source.failure().thenAccept(cause -> stop.fail("The event source broke: " + cause));
  }

  private void startAsyncInvocations() {
    double speedUp = Scheduler.speedUp(deployment, settings.every(), Instant.now());
    asyncInvoker =
        parts.add(new AsyncInvoker(lambda, this::deadLetter, 1 / speedUp, Clock.systemUTC()));
    functions.started(lambda, asyncInvoker);
    scheduler =
        parts.add(
            new Scheduler(
                deployment,
                settings.every(),
                Clock.systemUTC(),
                telemetry.metrics(),
                background,
                asyncInvoker::invokeAsync));
  }

  private void deadLetter(Deployment.Function function, String body) {
    try {
      Path file =
          destinations.send(function, function.asyncInvocation().onFailure().orElseThrow(), body);
      console.notice("Gave up an event for %s: kept in %s".formatted(function.name(), file));
    } catch (IOException e) {
      console.error("A failed event of " + function.name() + " can't be kept: " + e.getMessage());
      throw new UncheckedIOException(e);
    }
  }

  void startSchedules() {
    faults.begin();
    if (settings.schedules()) {
      scheduler.start();
    }
  }

  /** A stream that goes on being resharded might never be drained. */
  void stopSchedules() {
    scheduler.close();
    resharding.close();
  }

  /** Everything has come to its end: what is still under way may end in its own time. */
  void drained() {
    drained = true;
  }

  /** Asynchronous invocations that are neither done nor given up. */
  int pendingInvocations() {
    return asyncInvoker.pending();
  }

  /** Asynchronous invocations that are put off until later. */
  List<AsyncInvoker.Retry> retries() {
    return asyncInvoker.retries();
  }

  FunctionStatistics statistics(String functionName) {
    return lambda.statistics(functionName);
  }

  AccessControl access() {
    return access;
  }

  Map<String, Long> injectedFaults() {
    return faults.injected();
  }

  /** Stops all parts, the last one first. */
  @Override
  public void close() {
    stopParts();
    console.open();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM is stopping: the hook has done the same.
    }
  }

  private void stopParts() {
    if (!drained) {
      // Nobody waits for an invocation under way any more: the sources need not either.
      Thread.currentThread().interrupt();
    }
    parts.close();
    Thread.interrupted();
  }
}
