package io.localstream.deploytest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A local run, on a free port. */
final class LocalRun implements AutoCloseable {
  private static final Pattern ENDPOINT =
      Pattern.compile("Endpoint +(http://127\\.0\\.0\\.1:\\d+)");

  /** The first run of a changed project builds it, and can install MiniStack. */
  private static final Duration START = Duration.ofMinutes(6);

  private final Path output;
  private final Process process;

  private LocalRun(Path output, Process process) {
    this.output = output;
    this.process = process;
  }

  /**
   * Starts a run whose schedule fires once, and waits until it has fired.
   *
   * @param project the project's folder, or that of a copy
   */
  static LocalRun start(Path project) throws IOException {
    LocalRun run = start(project, Map.of(), "--every", "1h");
    run.await("Producer sent");
    return run;
  }

  /**
   * Starts a run, and waits until it has printed its endpoint.
   *
   * @param project the project's folder, or that of a copy
   * @param variables more environment variables
   * @param options options of {@code npm start}
   */
  static LocalRun start(Path project, Map<String, String> variables, String... options)
      throws IOException {
    LocalRun run = launch(project, variables, List.of(options));
    run.await("Endpoint");
    return run;
  }

  /**
   * Starts a run with options, and does not wait until it has started.
   *
   * @param project the project's folder, or that of a copy
   */
  static LocalRun start(Path project, List<String> options) throws IOException {
    return launch(project, Map.of(), options);
  }

  private static LocalRun launch(Path project, Map<String, String> variables, List<String> options)
      throws IOException {
    Path output =
        Files.createTempFile(Files.createDirectories(Project.TARGET), "local-run", ".log");
    List<String> line = new ArrayList<>(List.of("node", "scripts/start.mjs", "--port", "0"));
    line.addAll(options);
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(variables);
    return new LocalRun(output, builder.start());
  }

  /** Returns its processes below the script: the run, and what the run has started. */
  List<ProcessHandle> processes() {
    return process.descendants().toList();
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
        .atMost(START)
        .until(() -> output().contains(text) || !process.isAlive());
    if (!output().contains(text)) {
      throw new IllegalStateException("The run has ended:\n" + output());
    }
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Stops it as Ctrl-C does, unless it has ended.
   *
   * @return its exit code
   * @throws IllegalStateException if it does not end within a minute; it is killed then
   */
  int stop() throws InterruptedException {
    process.destroy();
    if (process.waitFor(1, TimeUnit.MINUTES)) {
      return process.exitValue();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    throw new IllegalStateException("The run did not end:\n" + output());
  }

  /**
   * Stops it as Ctrl-C does.
   *
   * @throws IllegalStateException if records were lost, or the exit code is not 0
   */
  @Override
  public void close() {
    try {
      int exitCode = stop();
      if (exitCode != 0) {
        throw new IllegalStateException("The run ended with " + exitCode + ":\n" + output());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
