package io.localstream.deploytest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A local run, on a free port and with a schedule that fires once. */
final class LocalRun implements AutoCloseable {
  private static final Pattern ENDPOINT =
      Pattern.compile("Endpoint +(http://127\\.0\\.0\\.1:\\d+)");

  private final Path output;
  private final Process process;

  private LocalRun(Path output, Process process) {
    this.output = output;
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param project the project's folder, or that of a copy
   */
  static LocalRun start(Path project) throws IOException {
    Path output =
        Files.createTempFile(Files.createDirectories(Project.TARGET), "local-run", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(List.of("node", "scripts/start.mjs", "--port", "0", "--every", "1h"))
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    LocalRun run = new LocalRun(output, builder.start());
    run.await("Producer sent");
    return run;
  }

  /** Returns its AWS endpoint. */
  String endpoint() {
    Matcher endpoint = ENDPOINT.matcher(output());
    if (!endpoint.find()) {
      throw new IllegalStateException("The output of the run has no endpoint:\n" + output());
    }
    return endpoint.group(1);
  }

  /** Waits until the output contains a text. */
  void await(String text) {
    Awaitility.await(text + " in " + output)
        .atMost(Duration.ofMinutes(3))
        .until(() -> output().contains(text) || !process.isAlive());
    if (!output().contains(text)) {
      throw new IllegalStateException("The run has ended:\n" + output());
    }
  }

  private String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Stops it as Ctrl-C does.
   *
   * @throws IllegalStateException if records were lost, or the exit code is not 0
   */
  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(1, TimeUnit.MINUTES)) {
        checkExitCode();
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private void checkExitCode() {
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          "The run ended with " + process.exitValue() + ":\n" + output());
    }
  }
}
