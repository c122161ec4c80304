package io.localstream.cli;

import static io.localstream.cli.FixtureAssembly.CONSUMER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes sources while a run is in progress. */
class WatchIT {
  private static final Duration SOON = Duration.ofMinutes(3);
  private static final String RECEIVED = "\"Consumer received: ";

  @TempDir private Path folder;
  private WatchedProject project;

  @BeforeEach
  void copyProject() throws IOException {
    project = new WatchedProject(Files.createDirectory(folder.resolve("project")));
  }

  @Test
  void shouldRunTheNewCodeAndLoseNothing_whenAHandlerIsSaved() throws Exception {
    Run run = watch();
    project.editConsumer(RECEIVED, "\"Consumer now received: ");
    until(run, () -> logged(run, "Consumer now received"));

    project.editConsumer("\"Consumer now received: ", "undefined + \"");
    until(run, () -> run.output().contains("the run continues with the old code"));
    assertThat(run.output())
        .containsOnlyOnce("functions/src/main/java/io/localstream/fixtureapp/EventConsumer.java:")
        .contains(": cannot find symbol");
    long before = count(run, "Consumer now received");
    until(run, () -> count(run, "Consumer now received") > before);

    project.editConsumer("undefined + \"", "\"Consumer at last received: ");
    until(run, () -> logged(run, "Consumer at last received"));
    run.requestStop();

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).containsPattern("Reloaded .*" + CONSUMER + " in .*EventConsumer.java");
    run.assertBalanced(3);
  }

  @Test
  void shouldKeepTheOldCode_whenTheNewCodeCannotStart() throws Exception {
    Run run = watch();
    project.editConsumer(
        "private static final Pattern EVENT",
        "static { Integer.parseInt(\"broken\"); }\n  private static final Pattern EVENT");
    until(run, () -> run.output().contains("The run continues with the old one"));
    long before = count(run, "Consumer received");
    until(run, () -> count(run, "Consumer received") > before);
    run.requestStop();

    assertThat(run.exitCode()).as(run.output()).isZero();
    run.assertBalanced(2);
  }

  @Test
  void shouldApplyTheDifferences_whenTheAppSynthesizesAnotherAssembly() throws Exception {
    Run run = watch();
    Path changed =
        new AssemblyCopy(folder.resolve("changed"))
            .mapping(Map.of("BatchSize", 7)).stream(Map.of("RetentionPeriodHours", 48)).folder();
    project.app("cp -r " + changed + " $CDK_OUTDIR");
    until(run, () -> run.output().contains("Restart for this"));
    run.requestStop();

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output())
        .contains("Reloaded the mapping of fixture-consumer on FixtureStream in ")
        .contains("Restart for this: stream FixtureStream");
    run.assertBalanced(1);
  }

  @Test
  void shouldContinueWithTheOtherFunctions_whenAFunctionIsAdded() throws Exception {
    Run run = watch();
    Path added = new AssemblyCopy(folder.resolve("added")).secondProducer().folder();
    project.app("cp -r " + added + " $CDK_OUTDIR");
    until(run, () -> run.output().contains("Restart for this: new function second-producer"));

    Path changed =
        new AssemblyCopy(folder.resolve("changed"))
            .secondProducer()
            .mapping(Map.of("BatchSize", 7))
            .folder();
    project.app("cp -r " + changed + " $CDK_OUTDIR");
    until(run, () -> run.output().contains("the mapping of fixture-consumer"));
    until(run, () -> assemblies().equals(List.of("2")));
    long before = count(run, "Consumer received");
    until(run, () -> count(run, "Consumer received") > before);
    run.requestStop();

    assertThat(run.exitCode()).as(run.output()).isZero();
    run.assertBalanced(2);
  }

  @Test
  void shouldLeaveNothingBehind_whenItIsStoppedDuringABuild() throws Exception {
    Run run = watch();
    project.editPom();
    until(run, () -> run.output().contains("building"));
    assertThat(sleeping()).isNotEmpty();
    run.requestStop();

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(sleeping()).isEmpty();
    run.assertBalanced(1);
  }

  private static Stream<ProcessHandle> sleeping() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().commandLine().orElse("").contains("sleep 300"));
  }

  /** Returns the names of the folders of this run's assemblies. */
  private static List<String> assemblies() {
    String workFolders = "kinesis-pipeline-" + ProcessHandle.current().pid() + "-*";
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), workFolders)) {
      for (Path workFolder : found) {
        try (Stream<Path> assemblies = Files.list(workFolder.resolve("watch/1/app"))) {
          assemblies.forEach(assembly -> names.add(assembly.getFileName().toString()));
        }
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Run watch() throws IOException {
    Run run = new Run.Settings(folder).watch(project.settings()).start();
    until(run, () -> logged(run, "Consumer received") && run.output().contains("Watching"));
    return run;
  }

  private static boolean logged(Run run, String text) {
    return count(run, text) > 0;
  }

  private static long count(Run run, String text) {
    return run.log(CONSUMER).stream().filter(line -> line.startsWith(text)).count();
  }

  /** Waits for a condition. Stops waiting if the run ends. */
  private static void until(Run run, BooleanSupplier condition) {
    await().atMost(SOON).until(() -> run.isOver() || condition.getAsBoolean());
    assertThat(run.isOver()).as(run.output()).isFalse();
  }
}
