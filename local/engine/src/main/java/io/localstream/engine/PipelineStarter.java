package io.localstream.engine;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.control.ControlledParts;
import io.localstream.engine.destination.FailureDestinations;
import io.localstream.engine.emulator.ServiceEndpoint;
import io.localstream.engine.endpoint.AwsEndpoint;
import io.localstream.engine.endpoint.Functions;
import io.localstream.engine.endpoint.InMemoryKinesis;
import io.localstream.engine.endpoint.KinesisBackend;
import io.localstream.engine.endpoint.KinesisConnection;
import io.localstream.engine.endpoint.ServiceConnection;
import io.localstream.engine.endpoint.ServiceForwarder;
import io.localstream.engine.fault.FaultPlan;
import io.localstream.engine.fault.FaultSpecs;
import io.localstream.engine.fault.Resharding;
import io.localstream.engine.iam.AccessControl;
import io.localstream.engine.inspection.Inspection;
import io.localstream.engine.inspection.RunFile;
import io.localstream.engine.lambda.AsyncInvoker;
import io.localstream.engine.lambda.LambdaHost;
import io.localstream.engine.lambda.LambdaSettings;
import io.localstream.engine.lifecycle.BackgroundTasks;
import io.localstream.engine.records.MappingListener;
import io.localstream.engine.records.MappingListeners;
import io.localstream.engine.records.RecordListener;
import io.localstream.engine.schedule.Scheduler;
import io.localstream.engine.source.EventSource;
import io.localstream.engine.source.EventSourceServices;
import io.localstream.engine.stream.StreamStore;
import io.localstream.engine.time.EngineClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Starts the parts of a pipeline in the order in which they need each other. */
final class PipelineStarter {
  /** The started parts that a {@link Pipeline} uses. */
  record StartedParts(
      Path workFolder,
      LambdaHost lambda,
      AsyncInvoker asyncInvoker,
      Scheduler scheduler,
      Resharding resharding,
      FaultPlan faults,
      Set<String> otherServices,
      AccessControl access,
      Inspection inspection,
      Collection<EventSource> sources,
      DeploymentUpdater updater) {}

  private final PipelineSettings settings;
  private final Deployment deployment;
  private final RecordListener streams;
  private final InspectedPipeline inspected;
  private final Inspection inspection;
  private final Function<EventSourceMapping, MappingListener> mappings;
  private final PipelineListener listener;
  private final RunningParts parts;
  private final BackgroundTasks background;
  private final EngineClock clock;
  private final FaultPlan faults;
  private final AccessControl access;
  private final Telemetry telemetry;
  private final FailureDestinations destinations;
  private final CompletableFuture<ControlledParts> controlled = new CompletableFuture<>();

  PipelineStarter(
      PipelineSettings settings,
      Deployment deployment,
      RecordListener streams,
      Function<EventSourceMapping, MappingListener> mappings,
      PipelineListener listener,
      RunningParts parts,
      EngineClock clock) {
    this.settings = settings;
    this.deployment = deployment;
    this.mappings = mappings;
    this.listener = listener;
    this.parts = parts;
    this.background = new BackgroundTasks(listener::broke);
    this.clock = parts.add(clock);
    this.faults =
        new FaultPlan(
            FaultSpecs.parse(settings.faults()).requireServices(otherServices()),
            settings.seed(),
            deployment,
            clock::nanoTime);
    this.access = new AccessControl(deployment, otherServices());
    this.inspected = new InspectedPipeline(deployment, access, faults, clock);
    this.inspection =
        new Inspection(
            deployment,
            settings.inspection().records(),
            settings.schedules()
                ? Scheduler.speedUp(deployment, settings.every(), clock.instant())
                : 1,
            inspected,
            clock);
    this.streams =
        (record, data) -> {
          streams.accepted(record, data);
          inspection.accepted(record, data);
        };
    this.telemetry = parts.add(new Telemetry(settings, listener, inspection, clock));
    this.destinations =
        new FailureDestinations(settings.failures(), clock, access, telemetry.metrics());
  }

  /** Starts everything but the schedules. */
  StartedParts start() throws InterruptedException {
    access.checkRequirements();
    Path workFolder = WorkFolder.create(parts);
    KinesisBackend kinesis = kinesis();
    StartingFunctions functions = new StartingFunctions();
    AwsEndpoint endpoint = startEndpoint(kinesis, functions);
    LambdaHost lambda =
        parts.add(
            new LambdaHost(
                deployment.functions(),
                lambdaSettings(endpoint.uri(), workFolder),
                telemetry::log));
    inspected.started(lambda);
    CompletableFuture<Void> published =
        BackgroundTasks.start(
            "lambda",
            () -> {
              // Tests that run handlers in this JVM need not wait for processes that they may never
              // use.
              if (!settings.inProcess().any()) {
                lambda.start();
              }
              return null;
            });
    KinesisClient streamsClient = parts.add(kinesis.client(deployment.region()));
    StreamCreator.create(streamsClient, deployment.streams());
    inspected.started(streamsClient);
    listener.started(endpoint.uri());
    List<String> streamNames = deployment.streams().stream().map(Deployment.Stream::name).toList();
    Resharding resharding =
        parts.add(Resharding.start(streamsClient, streamNames, faults, background, clock));
    Map<String, EventSource> sources = startSources(endpoint, lambda);
    BackgroundTasks.result(published);
    double speedUp = Scheduler.speedUp(deployment, settings.every(), clock.instant());
    AsyncInvoker asyncInvoker =
        parts.add(new AsyncInvoker(lambda, this::deadLetter, 1 / speedUp, clock));
    functions.started(lambda, asyncInvoker);
    controlled.complete(
        new ControlledParts(
            inspection,
            parts.add(endpoint.kinesisClient(deployment.region(), "page")),
            functions,
            destinations,
            faults,
            otherServices(),
            resharding,
            readingSources(sources),
            listener::stopRequested));
    Scheduler scheduler = scheduler(asyncInvoker);
    return new StartedParts(
        workFolder,
        lambda,
        asyncInvoker,
        scheduler,
        resharding,
        faults,
        otherServices(),
        access,
        inspection,
        sources.values(),
        new DeploymentUpdater(deployment, new FunctionUpdater(lambda), access, scheduler, sources));
  }

  private KinesisBackend kinesis() {
    if (settings.kinesis().isPresent()) {
      return new KinesisConnection(settings.kinesis().get());
    }
    StreamStore store =
        new StreamStore(deployment.account(), clock, Runtime.getRuntime().maxMemory() / 2);
    return new InMemoryKinesis(store, name -> deployment.arn("kinesis", "stream/" + name));
  }

  /** Returns the services that functions can call on another endpoint. */
  private Set<String> otherServices() {
    return settings.services().isPresent() ? ServiceForwarder.checkedServices() : Set.of();
  }

  private AwsEndpoint startEndpoint(KinesisBackend kinesis, Functions functions) {
    AwsEndpoint endpoint =
        parts.add(
            AwsEndpoint.start(
                settings.port(),
                kinesis,
                settings.shardLimits(),
                functions,
                deployment,
                streams,
                access,
                faults,
                telemetry.metrics(),
                background,
                clock));
    parts.add(
        RunFile.write(settings.inspection().endpointFile(), "endpoint", endpoint.uri().toString()));
    new InspectionServer(settings.inspection(), inspection, controlled, parts, background, clock)
        .serve(endpoint);
    settings.services().ifPresent(other -> endpoint.forwardTo(forwarder(other)));
    return endpoint;
  }

  private ServiceForwarder forwarder(ServiceEndpoint services) {
    return new ServiceForwarder(
        new ServiceConnection(services, deployment.account()),
        deployment,
        access,
        faults,
        inspection::called,
        settings.uncheckedServices());
  }

  private LambdaSettings lambdaSettings(URI endpoint, Path workFolder) {
    return new LambdaSettings(
        endpoint,
        deployment.region(),
        settings.lambdaRuntime(),
        settings.runtimeClient(),
        workFolder,
        LambdaSettings.DEFAULT_CONCURRENCY_LIMIT,
        faults::forInvocation,
        telemetry.metrics(),
        inspection.invocationListener(),
        background,
        clock,
        settings.inProcess(),
        DebugPorts.choose(settings.debug(), listener));
  }

  /** Starts the mappings, and returns them by their UUIDs. */
  private Map<String, EventSource> startSources(AwsEndpoint endpoint, LambdaHost lambda) {
    Map<String, EventSource> sources = new LinkedHashMap<>();
    for (EventSourceMapping mapping : deployment.mappings()) {
      sources.put(mapping.uuid(), startSource(mapping, endpoint, lambda));
    }
    return sources;
  }

  /** Returns the enabled mappings, by the names that the inspection gives them. */
  private Map<String, EventSource> readingSources(Map<String, EventSource> sources) {
    Map<String, EventSource> reading = new LinkedHashMap<>();
    deployment.mappings().stream()
        .filter(EventSourceMapping::enabled)
        .forEach(mapping -> reading.put(inspection.nameOf(mapping), sources.get(mapping.uuid())));
    return reading;
  }

  /**
   * Starts an event source. It reads through the endpoint with the function's role, so that the
   * endpoint's limits and faults and the role's policies apply to it.
   */
  private EventSource startSource(
      EventSourceMapping mapping, AwsEndpoint endpoint, LambdaHost lambda) {
    Deployment.Function function = deployment.function(mapping);
    EventSourceServices services =
        new EventSourceServices(
            parts.add(endpoint.kinesisClient(deployment.region(), function.accessKeyId())),
            lambda,
            destinations,
            new MappingListeners(List.of(mappings.apply(mapping), inspection.of(mapping))),
            telemetry.metrics(),
            listener::noticed,
            new Random(settings.seed()),
            clock);
    Deployment.Stream stream = deployment.stream(mapping);
    EventSource source = EventSource.start(mapping, stream, function, services);
    parts.add(source, source::close);
    background.then(
        "watcher of the event source",
        source.failure(),
        cause -> listener.broke("The event source of " + stream.name() + " broke: " + cause));
    return source;
  }

  private Scheduler scheduler(AsyncInvoker asyncInvoker) {
    return parts.add(
        new Scheduler(
            deployment,
            settings.every(),
            clock,
            telemetry.metrics(),
            background,
            asyncInvoker::invokeAsync));
  }

  private void deadLetter(Deployment.Function function, String body) {
    try {
      Path file =
          destinations.send(function, function.asyncInvocation().onFailure().orElseThrow(), body);
      inspection.gaveUpEvent(function.name(), file);
      listener.noticed("Gave up an event for %s: kept in %s".formatted(function.name(), file));
    } catch (IOException e) {
      listener.erred("A failed event of " + function.name() + " cannot be kept: " + e.getMessage());
      throw new UncheckedIOException(e);
    }
  }
}
