package io.localstream.junit;

import io.localstream.engine.DebugSettings;
import io.localstream.engine.InspectionSettings;
import io.localstream.engine.Pipeline;
import io.localstream.engine.PipelineSettings;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.lambda.InProcessHandlers;
import io.localstream.engine.lambda.RuntimeClient;
import io.localstream.engine.lifecycle.Folders;
import io.localstream.engine.records.RecordLedger;
import io.localstream.engine.time.EngineClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** The running pipeline of one test. */
final class RunningPipeline implements AutoCloseable {
  private final Deployment deployment;
  private final EngineClock clock;
  private final Story story;
  private final RunRecorder recorder;
  private final RecordedMappings mappings;
  private final Path folder;
  private final HandlerPrints prints = new HandlerPrints();
  private final Pipeline pipeline;
  private final RunProgress progress;
  private final KinesisClient kinesis;

  private RunningPipeline(Deployment deployment, RunSetup setup, Project project, Path folder)
      throws InterruptedException {
    this.deployment = deployment;
    this.clock = setup.skipsWaits() ? EngineClock.skipping() : EngineClock.system();
    this.story = new Story(clock);
    RecordLedger ledger = new RecordLedger(deployment, clock);
    this.recorder = new RunRecorder(story, ledger);
    this.mappings = new RecordedMappings(recorder, ledger);
    this.folder = folder;
    this.pipeline =
        Pipeline.start(
            settings(setup, project), deployment, recorder, mappings::record, recorder, clock);
    this.progress = new RunProgress(clock, setup.skipsWaits(), recorder, ledger, pipeline);
    this.kinesis = configure(KinesisClient.builder()).build();
    try {
      progress.awaitIdle();
      pipeline.startSchedules();
    } catch (RuntimeException | InterruptedException e) {
      stop();
      throw e;
    }
  }

  static RunningPipeline start(Deployment deployment, RunSetup setup, Project project)
      throws InterruptedException {
    return start(deployment, setup, project, temporaryFolder());
  }

  /** Starts a pipeline in a folder, which is removed with it, or if it does not start. */
  static RunningPipeline start(
      Deployment deployment, RunSetup setup, Project project, Path temporaryFolder)
      throws InterruptedException {
    try {
      return new RunningPipeline(deployment, setup, project, temporaryFolder);
    } catch (RuntimeException | InterruptedException e) {
      delete(temporaryFolder);
      throw e;
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("localstream-");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create a temporary folder", e);
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
        new InProcessHandlers(setup.handlers(), prints),
        new InspectionSettings(InspectionSettings.DEFAULT_RECORDS, folder.resolve("token")),
        setup.services(),
        Set.of(),
        DebugSettings.NONE);
  }

  Deployment deployment() {
    return deployment;
  }

  Pipeline pipeline() {
    return pipeline;
  }

  /** Makes a client's builder call the endpoint of this run, without the limits of a role. */
  <B extends AwsClientBuilder<B, ?>> B configure(B builder) {
    return builder
        .endpointOverride(recorder.awaitEndpoint())
        .region(Region.of(deployment.region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
  }

  KinesisClient kinesis() {
    return kinesis;
  }

  EngineClock clock() {
    return clock;
  }

  RecordedMappings mappings() {
    return mappings;
  }

  RunProgress progress() {
    return progress;
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

  @Override
  public void close() {
    stop();
    delete(folder);
  }

  private void stop() {
    kinesis.close();
    pipeline.stopSchedules();
    pipeline.close();
    prints.close();
  }

  private static void delete(Path folder) {
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + folder, e);
    }
  }
}
