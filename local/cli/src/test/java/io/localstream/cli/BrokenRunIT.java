package io.localstream.cli;

import static io.localstream.cli.FixtureAssembly.PROJECT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.DebugSettings;
import io.localstream.engine.InspectionSettings;
import io.localstream.engine.PipelineSettings;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.lambda.InProcessHandlers;
import io.localstream.engine.lambda.RuntimeClient;
import io.localstream.engine.records.RecordLedger;
import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BrokenRunIT {
  @TempDir private Path folder;

  @Test
  @Timeout(180)
  void shouldEndWithTheReason_whenTheSchedulerBreaks() throws Exception {
    assertThat(outputOfABrokenRun(Optional.empty()))
        .last()
        .asString()
        .startsWith("The run cannot continue, because its scheduler failed: ")
        .contains("There is no function no-such-function");
  }

  @Test
  @Timeout(180)
  void shouldAlsoSayWhyItFailed_whenTheSummaryCannotBeWritten() throws Exception {
    Path summary = folder.resolve("removed").resolve("summary.json");

    List<String> lines = outputOfABrokenRun(Optional.of(summary));

    assertThat(lines.get(lines.size() - 2)).startsWith("The run cannot continue, because");
    assertThat(lines).last().asString().startsWith("Cannot write the summary to " + summary);
  }

  @Test
  @Timeout(180)
  void shouldEndWithTheError_whenABuildHasRemovedAClassDuringTheRun() throws Exception {
    Process run = startWithout(Path.of("io", "localstream", "cli", "Summary.class"));
    try {
      String output = new String(run.getInputStream().readAllBytes(), UTF_8);

      assertThat(output).contains("NoClassDefFoundError: io/localstream/cli/Summary");
      assertThat(run.waitFor()).isOne();
    } finally {
      run.destroyForcibly();
    }
  }

  /** Starts a short run without one of the classes of this module. */
  private Process startWithout(Path missing) throws Exception {
    Path classes = Path.of("target", "classes").toAbsolutePath();
    Path copy = folder.resolve("classes");
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(f -> !f.equals(classes.resolve(missing))).toList()) {
        Files.copy(file, copy.resolve(classes.relativize(file)));
      }
    }
    Path own =
        Path.of(StartCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path").replace(own.toString(), copy.toString()),
            StartCommand.class.getName(),
            "--project=" + PROJECT,
            "--assembly=" + FixtureAssembly.FOLDER,
            "--no-schedule",
            "--port=0",
            "--for=1s",
            "--failures=" + folder.resolve("failures"),
            "--log=" + folder.resolve("log.jsonl"),
            "--metrics=" + folder.resolve("metrics.jsonl"),
            "--token=" + folder.resolve("token"))
        .redirectErrorStream(true)
        .start();
  }

  private List<String> outputOfABrokenRun(Optional<Path> summary) throws Exception {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (PipedOutputStream noRequests = new PipedOutputStream();
        PipedInputStream requests = new PipedInputStream(noRequests)) {
      Deployment deployment = firing("no-such-function");
      StopSignal stop = new StopSignal();
      stop.listenTo(requests);
      LocalRun run =
          new LocalRun(
              settings(summary),
              deployment,
              new RecordLedger(deployment, Clock.systemUTC()),
              new PrintStream(output, true, UTF_8),
              stop);

      assertThat(run.run()).isEqualTo(1);
    }

    return output.toString(UTF_8).lines().toList();
  }

  private RunSettings settings(Optional<Path> summary) {
    return new RunSettings(
        new PipelineSettings(
            PROJECT.resolve(RunSettings.LAMBDA_RUNTIME),
            true,
            Optional.of(Duration.ofSeconds(1)),
            0,
            Optional.empty(),
            true,
            RuntimeClient.ofThisSystem(),
            List.of(),
            1,
            folder.resolve("failures"),
            folder.resolve("log.jsonl"),
            folder.resolve("metrics.jsonl"),
            InProcessHandlers.NONE,
            new InspectionSettings(InspectionSettings.DEFAULT_RECORDS, folder.resolve("token")),
            Optional.empty(),
            Set.of(),
            DebugSettings.NONE),
        Optional.empty(),
        Optional.empty(),
        summary,
        Duration.ofSeconds(30),
        false,
        false,
        Optional.empty());
  }

  /** An assembly with only a rule whose target does not exist. */
  private static Deployment firing(String functionName) {
    return new Deployment(
        "us-east-1",
        "111122223333",
        List.of("Stack"),
        List.of(),
        List.of(),
        List.of(),
        List.of(
            new Deployment.Schedule(
                "Rule",
                "arn:aws:events:us-east-1:111122223333:rule/Rule",
                "rate(1 hour)",
                functionName,
                Optional.empty(),
                true)),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
