package io.localstream.engine;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.destination.FailureDestinations;
import io.localstream.engine.endpoint.AwsEndpoint;
import io.localstream.engine.fault.FaultPlan;
import io.localstream.engine.fault.FaultSpecs;
import io.localstream.engine.fault.Resharding;
import io.localstream.engine.iam.AccessControl;
import io.localstream.engine.kinesis.KinesisServer;
import io.localstream.engine.kinesis.StreamCreator;
import io.localstream.engine.lambda.AsyncInvoker;
import io.localstream.engine.lambda.FunctionStatistics;
import io.localstream.engine.lambda.LambdaHost;
import io.localstream.engine.lambda.LambdaSettings;
import io.localstream.engine.records.MappingListener;
import io.localstream.engine.records.RecordListener;
import io.localstream.engine.schedule.Scheduler;
import io.localstream.engine.source.EventSource;
import io.localstream.engine.source.EventSourceServices;
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
import java.util.function.Function;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** The running parts of a deployment: started in the order in which they need each other. */
public final class Pipeline implements AutoCloseable {
  private final PipelineSettings settings;
  private final Deployment deployment;
  private final RecordListener streams;
  private final Function<EventSourceMapping, MappingListener> mappings;
  private final PipelineListener listener;
  private final BackgroundTasks background;
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
      PipelineSettings settings,
      Deployment deployment,
      RecordListener streams,
      Function<EventSourceMapping, MappingListener> mappings,
      PipelineListener listener) {
    this.settings = settings;
    this.deployment = deployment;
    this.streams = streams;
    this.mappings = mappings;
    this.listener = listener;
    this.background = new BackgroundTasks(listener::broke);
    this.parts = new RunningParts(listener);
    this.faults =
        new FaultPlan(
            FaultSpecs.parse(settings.faults()), settings.seed(), deployment, System::nanoTime);
    this.access = new AccessControl(deployment);
    this.telemetry = parts.add(new Telemetry(settings, listener, Clock.systemUTC()));
    this.destinations =
        new FailureDestinations(
            settings.failures(), Clock.systemUTC(), access, telemetry.metrics());
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts everything but the schedules.
   *
   * @param settings how it runs
   * @param deployment what runs
   * @param streams is told of the records that streams accept
   * @param mappings who is told what becomes of a mapping's records
   * @param listener is told what a person should know
   * @return the running pipeline
   * @throws StartException when a part can't start; what had started is stopped again
   */
  public static Pipeline start(
      PipelineSettings settings,
      Deployment deployment,
      RecordListener streams,
      Function<EventSourceMapping, MappingListener> mappings,
      PipelineListener listener)
      throws InterruptedException {
    Pipeline pipeline = new Pipeline(settings, deployment, streams, mappings, listener);
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
                streams,
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
    listener.started(endpoint.uri());
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
                settings.kinesisLocal(),
                workFolder,
                deployment.region(),
                deployment.account(),
                listener::broke))
        .uri();
  }

  private LambdaSettings lambdaSettings(Path workFolder) {
    return new LambdaSettings(
        endpoint.uri(),
        deployment.region(),
        settings.lambdaRuntime(),
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
    EventSourceServices services =
        new EventSourceServices(
            parts.add(
                KinesisClients.create(endpoint.uri(), deployment.region(), function.accessKeyId())),
            lambda,
            destinations,
            mappings.apply(mapping),
            telemetry.metrics(),
            listener::noticed,
            new Random(settings.seed()),
            Clock.systemUTC());
    EventSource source =
        parts.add(EventSource.start(mapping, deployment.stream(mapping), function, services));
    source.failure().thenAccept(cause -> listener.broke("The event source broke: " + cause));
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
      listener.noticed("Gave up an event for %s: kept in %s".formatted(function.name(), file));
    } catch (IOException e) {
      listener.erred("A failed event of " + function.name() + " can't be kept: " + e.getMessage());
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the schedules, where they are to fire, and the faults that depend on time. */
  public void startSchedules() {
    faults.begin();
    if (settings.schedules()) {
      scheduler.start();
    }
  }

  /** Stops the schedules, and resharding, with which a stream might never be drained. */
  public void stopSchedules() {
    scheduler.close();
    resharding.close();
  }

  /** Everything has come to its end: what is still under way may end in its own time. */
  public void drained() {
    drained = true;
  }

  /**
   * Counts the asynchronous invocations that are neither done nor given up.
   *
   * @return how many there are
   */
  public int pendingInvocations() {
    return asyncInvoker.pending();
  }

  /**
   * Lists the asynchronous invocations that are put off until later.
   *
   * @return when each is tried again
   */
  public List<AsyncInvoker.Retry> retries() {
    return asyncInvoker.retries();
  }

  /**
   * Says what a function did.
   *
   * @param functionName a function of the deployment
   * @return its invocations so far
   */
  public FunctionStatistics statistics(String functionName) {
    return lambda.statistics(functionName);
  }

  /**
   * Gives what roles allowed and denied.
   *
   * @return what has been asked of them
   */
  public AccessControl access() {
    return access;
  }

  /**
   * Counts the faults that were injected.
   *
   * @return how often each was, by its name
   */
  public Map<String, Long> injectedFaults() {
    return faults.injected();
  }

  /** Stops all parts, the last one first. */
  @Override
  public void close() {
    stopParts();
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
