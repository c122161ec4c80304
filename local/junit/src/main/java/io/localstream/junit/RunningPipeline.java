package io.localstream.junit;

import io.localstream.engine.InspectionSettings;
import io.localstream.engine.Pipeline;
import io.localstream.engine.PipelineSettings;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.lambda.InProcessHandlers;
import io.localstream.engine.lambda.RuntimeClient;
import io.localstream.engine.records.MappingListener;
import io.localstream.engine.records.RecordLedger;
import io.localstream.engine.time.EngineClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** The pipeline of one test, from its start to its end. */
final class RunningPipeline implements AutoCloseable {
  /** Whatever waits is due by then: the longest retention is a year. */
  private static final Duration LONGEST = Duration.ofDays(366);

  /** A test that takes longer than this hangs. */
  private static final Duration REAL_LIMIT = Duration.ofSeconds(60);

  private final Deployment deployment;
  private final boolean skipsWaits;
  private final EngineClock clock;
  private final Instant begin;
  private final Story story;
  private final RecordLedger ledger;
  private final RunRecorder recorder;
  private final Map<EventSourceMapping, RunRecorder.OfMapping> mappings = new LinkedHashMap<>();
  private final Path folder;
  private final Pipeline pipeline;
  private final KinesisClient kinesis;

  private RunningPipeline(Deployment deployment, RunSetup setup, Project project)
      throws InterruptedException {
    this.deployment = deployment;
    this.skipsWaits = setup.skipsWaits();
    this.clock = setup.skipsWaits() ? EngineClock.skipping() : EngineClock.system();
    this.begin = clock.instant();
    this.story = new Story(clock);
    this.ledger = new RecordLedger(deployment, clock);
    this.recorder = new RunRecorder(story, ledger);
    this.folder = temporaryFolder();
    this.pipeline =
        Pipeline.start(
            settings(setup, project), deployment, recorder, this::listener, recorder, clock);
    this.kinesis =
        KinesisClient.builder()
            .endpointOverride(recorder.awaitEndpoint())
            .region(Region.of(deployment.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();
    pipeline.startSchedules();
  }

  static RunningPipeline start(Deployment deployment, RunSetup setup, Project project)
      throws InterruptedException {
    return new RunningPipeline(deployment, setup, project);
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("localstream-");
    } catch (IOException e) {
      throw new UncheckedIOException("No temporary folder can be made", e);
    }
  }

  private PipelineSettings settings(RunSetup setup, Project project) {
    return new PipelineSettings(
        project.lambdaRuntime(),
        setup.schedules(),
        Optional.empty(),
        0,
        Optional.empty(),
        true,
        RuntimeClient.ofThisSystem(),
        setup.faults(),
        1,
        folder.resolve("failures"),
        folder.resolve("log.jsonl"),
        folder.resolve("metrics.jsonl"),
        new InProcessHandlers(setup.handlers(), new HandlerPrints()),
        new InspectionSettings(InspectionSettings.DEFAULT_RECORDS, folder.resolve("token")),
        Optional.empty(),
        Set.of());
  }

  private MappingListener listener(EventSourceMapping mapping) {
    RunRecorder.OfMapping listener =
        recorder.new OfMapping(mapping.functionName(), ledger.of(mapping));
    mappings.put(mapping, listener);
    return listener;
  }

  Deployment deployment() {
    return deployment;
  }

  Pipeline pipeline() {
    return pipeline;
  }

  KinesisClient kinesis() {
    return kinesis;
  }

  EngineClock clock() {
    return clock;
  }

  RunRecorder recorder() {
    return recorder;
  }

  Story story() {
    return story;
  }

  FailureFolder failures() {
    return new FailureFolder(folder.resolve("failures"));
  }

  List<String> rungAlarms() {
    return new RunAlarms(deployment.alarms(), begin).rung(recorder.metrics(), clock.instant());
  }

  /** The mapping of a function; the only one where no name is given. */
  RunRecorder.OfMapping mapping(Optional<String> functionName) {
    List<RunRecorder.OfMapping> found =
        mappings.entrySet().stream()
            .filter(e -> functionName.map(e.getKey().functionName()::equals).orElse(true))
            .map(Map.Entry::getValue)
            .toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "Name a function that has one event source mapping: there are those of "
              + mappings.keySet().stream().map(EventSourceMapping::functionName).toList());
    }
    return found.get(0);
  }

  /**
   * Waits until all that was put is settled.
   *
   * @throws AssertionError when it never is, or the run can't go on
   */
  void awaitSettled() throws InterruptedException {
    boolean settled = clock.await(() -> isSettled() || isBroken(), LONGEST, REAL_LIMIT);
    requireUnbroken();
    if (!settled) {
      throw new AssertionError(
          "Not settled: %d invocations are pending, and these records: %s"
              .formatted(pipeline.pendingInvocations(), ledger.balances()));
    }
  }

  void skip(Duration time) {
    if (!skipsWaits) {
      throw new IllegalStateException("Time is skipped only where waits are: call skipWaits()");
    }
    clock.skip(time);
    story.add("(" + time + " were skipped)");
  }

  void advance(Duration time) throws InterruptedException {
    if (!clock.advance(time, time.plus(REAL_LIMIT))) {
      throw new AssertionError("The time did not pass: something is under way for too long");
    }
    requireUnbroken();
  }

  private boolean isSettled() {
    return ledger.isSettled() && pipeline.pendingInvocations() == 0;
  }

  private boolean isBroken() {
    return !recorder.broken().isEmpty();
  }

  private void requireUnbroken() {
    if (isBroken()) {
      throw new AssertionError(String.join("\n", recorder.broken()));
    }
  }

  @Override
  public void close() {
    kinesis.close();
    pipeline.stopSchedules();
    pipeline.close();
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + folder, e);
    }
  }
}
