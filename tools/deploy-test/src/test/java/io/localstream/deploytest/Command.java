package io.localstream.deploytest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The result of a command.
 *
 * @param line the command line
 * @param exitCode its exit code
 * @param output its standard output and standard error
 */
record Command(List<String> line, int exitCode, String output) {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private static final AtomicInteger COUNT = new AtomicInteger();

  /**
   * Runs a command in a folder, with the Python tools on its PATH, and waits until it ends. Its
   * output is also written to a file below {@code target/output}, whose last line is its duration.
   *
   * @param environment changes the environment variables
   */
  static Command run(Consumer<Map<String, String>> environment, Path folder, List<String> line)
      throws IOException, InterruptedException {
    return run(String.join(" ", line), environment, folder, line);
  }

  /** Runs a command as {@link #run(Consumer, Path, List)} does, with a title for its output. */
  static Command run(
      String title, Consumer<Map<String, String>> environment, Path folder, List<String> line)
      throws IOException, InterruptedException {
    Path output = outputFile(title);
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Map<String, String> variables = builder.environment();
    variables.put("PATH", Project.PYTHON_TOOLS + File.pathSeparator + variables.get("PATH"));
    environment.accept(variables);
    long start = System.nanoTime();
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(line + " took too long: see " + output);
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
    Command done = new Command(line, process.exitValue(), Files.readString(output));
    done.noteDuration(output, Duration.ofNanos(System.nanoTime() - start), title);
    return done;
  }

  /** {@code scripts/test-deploy.mjs} reads this line. */
  private void noteDuration(Path file, Duration duration, String title) throws IOException {
    double seconds = duration.toMillis() / 1000.0;
    String oneLine = title.replaceAll("\\s+", " ");
    String note = "%n[%.1f s, exit code %d: %s]%n".formatted(seconds, exitCode, oneLine);
    Files.writeString(file, note, StandardOpenOption.APPEND);
  }

  Command succeeded() {
    assertThat(exitCode).as(this::description).isZero();
    return this;
  }

  Command failed() {
    assertThat(exitCode).as(this::description).isNotZero();
    return this;
  }

  String description() {
    return String.join(" ", line) + "\n" + output;
  }

  private static Path outputFile(String title) throws IOException {
    String words = title.replaceAll("[^A-Za-z0-9]+", "-");
    String name = words.substring(0, Math.min(words.length(), 60));
    return Files.createDirectories(Project.TARGET.resolve("output"))
        .resolve("%03d-%s.log".formatted(COUNT.incrementAndGet(), name));
  }
}
