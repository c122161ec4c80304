package io.localstream.junit;

import io.localstream.engine.assembly.AssemblyReader;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.ExternalResources;
import io.localstream.engine.emulator.MiniStackSettings;
import io.localstream.engine.emulator.ServiceEmulator;
import io.localstream.engine.emulator.ServiceEndpoint;
import io.localstream.engine.lambda.HandlerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Runs a pipeline for each test: the resources in the templates that the project's app synthesizes.
 * Each test begins with an empty pipeline.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final LocalPipeline pipeline =
 *     LocalPipeline.ofProject()
 *         .setting("pipeline.batchSize", 2)
 *         .function("consumer-lambda", setup -> new ConsumerHandler(processor, setup.environment(), setup.clock()));
 * }</pre>
 *
 * <p>A function with a handler from {@link #function} runs in this JVM, where a debugger can stop
 * in it. Then the pipeline skips waits: retries, batching windows and record ages follow the {@link
 * #clock pipeline's clock}. All other functions run from their jars in their own processes, as on
 * Lambda.
 *
 * <p>The tests of one class must run one after the other. Classes can run in parallel.
 */
public final class LocalPipeline extends TestedPipeline
    implements BeforeEachCallback, AfterEachCallback, TestExecutionExceptionHandler {
  private static final Map<DeployedStacks, Deployment> DEPLOYMENTS = new ConcurrentHashMap<>();

  private final Project project;
  private final AssemblySource assembly;
  private final Map<String, HandlerFactory> handlers = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();
  private Set<String> stackNames = Set.of();
  private boolean skipsWaits;
  private boolean schedules;
  private Optional<Function<ExtensionContext, ServiceEmulator>> services = Optional.empty();
  private Optional<ServiceEmulator> emulator = Optional.empty();
  private Optional<RunningPipeline> running = Optional.empty();

  /**
   * The stacks that run in each test.
   *
   * @param folder the cloud assembly
   * @param names the names of the stacks; if empty, all
   */
  private record DeployedStacks(Path folder, Set<String> names) {
    Deployment read(Optional<ExternalResources> external) {
      return AssemblyReader.read(folder, external, names);
    }
  }

  private LocalPipeline(Project project, AssemblySource assembly) {
    this.project = project;
    this.assembly = assembly;
  }

  /**
   * Runs the project to which the test belongs. Synthesizes its app if the project was built since
   * the last time.
   *
   * @return a pipeline; change it before the first test begins
   * @throws IllegalStateException if the working folder is not in a project
   */
  public static LocalPipeline ofProject() {
    Project project = Project.find();
    return new LocalPipeline(project, new AssemblySource.Synthesized(project));
  }

  /**
   * Runs an existing cloud assembly.
   *
   * @param assembly the folder that {@code cdk synth} wrote
   * @return a pipeline; change it before the first test begins
   */
  public static LocalPipeline ofAssembly(Path assembly) {
    return new LocalPipeline(Project.find(), new AssemblySource.Fixed(assembly.toAbsolutePath()));
  }

  /**
   * Sets a CDK context value, as {@code -c key=value} does.
   *
   * @param key the key, for example {@code pipeline.batchSize}
   * @param value the value
   * @return this
   * @throws IllegalStateException if the pipeline runs an existing cloud assembly
   */
  public LocalPipeline setting(String key, Object value) {
    assembly.set(key, String.valueOf(value));
    return this;
  }

  /**
   * Runs only these stacks. Without this, all stacks of the app run.
   *
   * @param names the names of the stacks; together they must have everything that they refer to
   * @return this
   */
  public LocalPipeline stacks(String... names) {
    stackNames = Set.copyOf(List.of(names));
    return this;
  }

  /**
   * Runs a function in this JVM, and skips waits.
   *
   * @param functionName the function's name in the template
   * @param factory creates the function's handler, once for each test
   * @return this
   */
  public LocalPipeline function(String functionName, HandlerFactory factory) {
    handlers.put(functionName, factory);
    return skipWaits();
  }

  /**
   * Skips waits, for example between retries, even if all functions run in their own processes.
   * These functions see the system's time.
   *
   * @return this
   */
  public LocalPipeline skipWaits() {
    skipsWaits = true;
    return this;
  }

  /**
   * Injects faults from the beginning of each test.
   *
   * @param specs the faults, as for {@link #inject}
   * @return this
   */
  public LocalPipeline faults(String... specs) {
    faults.addAll(List.of(specs));
    return this;
  }

  /**
   * Lets schedules fire at their times. Without this, only {@link #fireSchedules} fires them.
   *
   * @return this
   */
  public LocalPipeline schedules() {
    schedules = true;
    return this;
  }

  /**
   * Creates the resources of services that the engine does not simulate, such as tables, on
   * MiniStack, as {@code npm start} does. Each test starts it anew, if a function needs it, which
   * takes a second or two. Needs Python 3.11 or later. Without this, resources have made-up names,
   * and calls to these services fail.
   *
   * @return this
   */
  public LocalPipeline services() {
    services = Optional.of(this::miniStack);
    return this;
  }

  /**
   * Creates the resources of services that the engine does not simulate on an AWS-compatible
   * endpoint that is running. Each test begins with new resources there.
   *
   * @param endpoint an emulator, with CloudFormation
   * @return this
   */
  public LocalPipeline services(URI endpoint) {
    services = Optional.of(context -> ServiceEmulator.at(endpoint));
    return this;
  }

  private ServiceEmulator miniStack(ExtensionContext context) {
    return ServiceEmulator.miniStack(
        new MiniStackSettings(
            project.miniStack(),
            MiniStackSettings.PYTHON,
            temporaryLog(),
            notice -> context.publishReportEntry("MiniStack", notice)));
  }

  private static Path temporaryLog() {
    try {
      Path log = Files.createTempFile("ministack-", ".log");
      log.toFile().deleteOnExit();
      return log;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create a temporary file", e);
    }
  }

  @Override
  RunningPipeline running() {
    return running.orElseThrow(
        () ->
            new IllegalStateException(
                "The pipeline runs during a test: register it with @RegisterExtension"));
  }

  @Override
  public void beforeEach(ExtensionContext context) throws InterruptedException {
    Deployment deployment = deployment(context);
    requireFunctions(deployment);
    Optional<ServiceEndpoint> endpoint = emulator.flatMap(ServiceEmulator::endpoint);
    RunSetup setup = new RunSetup(handlers, faults, skipsWaits, schedules, endpoint);
    running = Optional.of(RunningPipeline.start(deployment, setup, project));
  }

  private Deployment deployment(ExtensionContext context) throws InterruptedException {
    DeployedStacks stacks = new DeployedStacks(assembly.folder(), stackNames);
    if (services.isEmpty()) {
      return DEPLOYMENTS.computeIfAbsent(stacks, key -> key.read(Optional.empty()));
    }
    emulator = Optional.of(services.get().apply(context));
    return stacks.read(Optional.of(emulator.get()));
  }

  private void requireFunctions(Deployment deployment) {
    List<String> names = deployment.functions().stream().map(Deployment.Function::name).toList();
    List<String> unknown = handlers.keySet().stream().filter(n -> !names.contains(n)).toList();
    if (!unknown.isEmpty()) {
      throw new IllegalStateException(
          "The templates have no function " + unknown + ", only " + names);
    }
  }

  /** Adds the events of the pipeline to the report of a failed test. */
  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    failure.addSuppressed(new PipelineStory(story()));
    throw failure;
  }

  /** The suppressed exception that prints these events below the stack trace of a failed test. */
  private static final class PipelineStory extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PipelineStory(String story) {
      super("What the pipeline did:\n" + story, null, false, false);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Optional<RunningPipeline> ended = running;
    running = Optional.empty();
    try {
      ended.ifPresent(RunningPipeline::close);
    } finally {
      emulator.ifPresent(ServiceEmulator::close);
      emulator = Optional.empty();
    }
  }
}
