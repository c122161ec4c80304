package io.localstream.junit;

import io.localstream.engine.assembly.AssemblyReader;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.lambda.HandlerFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Runs a pipeline for each test: the templates that the project's app synthesizes, and the
 * functions that they name. Each test begins with an empty one.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final LocalPipeline pipeline =
 *     LocalPipeline.ofProject()
 *         .setting("pipeline.batchSize", 2)
 *         .function("consumer-lambda", setup -> new ConsumerHandler(processor, setup.environment(), setup.clock()));
 * }</pre>
 *
 * <p>A function that is given here runs in this JVM, where a debugger stops in it. Waits take no
 * time then: retries, batching windows and the age of records are those of the {@link #clock
 * pipeline's clock}. The others run as on Lambda, from their jars, in processes of their own.
 *
 * <p>The tests of one class run one after the other; classes may run at the same time.
 */
public final class LocalPipeline extends TestedPipeline
    implements BeforeEachCallback, AfterEachCallback, TestExecutionExceptionHandler {
  private static final Map<Path, Deployment> DEPLOYMENTS = new ConcurrentHashMap<>();

  private final Project project;
  private final AssemblySource assembly;
  private final Map<String, HandlerFactory> handlers = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();
  private boolean skipsWaits;
  private boolean schedules;
  private Optional<RunningPipeline> running = Optional.empty();

  private LocalPipeline(Project project, AssemblySource assembly) {
    this.project = project;
    this.assembly = assembly;
  }

  /**
   * Runs the project that the test is in. Its app is synthesized where it was built anew.
   *
   * @return a pipeline that can be changed until the first test begins
   * @throws IllegalStateException when no folder above the working folder is a project's
   */
  public static LocalPipeline ofProject() {
    Project project = Project.find();
    return new LocalPipeline(project, new AssemblySource.Synthesized(project));
  }

  /**
   * Runs a cloud assembly as it is.
   *
   * @param assembly the folder that {@code cdk synth} has made
   * @return a pipeline that can be changed until the first test begins
   */
  public static LocalPipeline ofAssembly(Path assembly) {
    return new LocalPipeline(Project.find(), new AssemblySource.Fixed(assembly.toAbsolutePath()));
  }

  /**
   * Changes a setting of the app, as {@code -c key=value} does.
   *
   * @param key as in {@code pipeline.batchSize}
   * @param value its value
   * @return this
   * @throws IllegalStateException with an assembly, whose settings are fixed
   */
  public LocalPipeline setting(String key, Object value) {
    assembly.set(key, String.valueOf(value));
    return this;
  }

  /**
   * Runs a function in this JVM, and skips waits.
   *
   * @param functionName its name in the template
   * @param factory makes its handler, in each test anew
   * @return this
   */
  public LocalPipeline function(String functionName, HandlerFactory factory) {
    handlers.put(functionName, factory);
    return skipWaits();
  }

  /**
   * Skips waits, of functions in processes of their own, too: between retries, for instance. These
   * have the system's clock.
   *
   * @return this
   */
  public LocalPipeline skipWaits() {
    skipsWaits = true;
    return this;
  }

  /**
   * Injects faults from the begin of each test.
   *
   * @param specs as for {@link #inject}
   * @return this
   */
  public LocalPipeline faults(String... specs) {
    faults.addAll(List.of(specs));
    return this;
  }

  /**
   * Lets schedules fire at their times; otherwise only {@link #fireSchedules} fires them.
   *
   * @return this
   */
  public LocalPipeline schedules() {
    schedules = true;
    return this;
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
    Deployment deployment = DEPLOYMENTS.computeIfAbsent(assembly.folder(), AssemblyReader::read);
    requireFunctions(deployment);
    RunSetup setup = new RunSetup(handlers, faults, skipsWaits, schedules);
    running = Optional.of(RunningPipeline.start(deployment, setup, project));
  }

  private void requireFunctions(Deployment deployment) {
    List<String> names = deployment.functions().stream().map(Deployment.Function::name).toList();
    List<String> unknown = handlers.keySet().stream().filter(n -> !names.contains(n)).toList();
    if (!unknown.isEmpty()) {
      throw new IllegalStateException(
          "The templates have no function " + unknown + ", only " + names);
    }
  }

  /** A test that fails says what the pipeline did. */
  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    failure.addSuppressed(new PipelineStory(story()));
    throw failure;
  }

  /** Is in a failed test's report, below its stack trace. */
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
    ended.ifPresent(RunningPipeline::close);
  }
}
