package io.localstream.cli.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs a tool of the build. The tool ends with this JVM at the latest. */
final class ToolProcess {
  private ToolProcess() {}

  /**
   * Runs a command until it ends. An interrupt kills it and all processes that it started.
   *
   * @param environment environment variables in addition to those of this process
   * @param output receives each line of its output
   * @return the exit status
   */
  static int run(
      Path folder, List<String> command, Map<String, String> environment, Consumer<String> output)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    Thread killer = new Thread(() -> kill(process), "killer of " + command.get(0));
    Runtime.getRuntime().addShutdownHook(killer);
    try {
      Thread reader = new Thread(() -> read(process, output), "output of " + command.get(0));
      reader.setDaemon(true);
      reader.start();
      int status = process.waitFor();
      reader.join();
      return status;
    } finally {
      kill(process);
      remove(killer);
    }
  }

  private static void read(Process process, Consumer<String> output) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      lines.lines().forEach(output);
    } catch (IOException | java.io.UncheckedIOException e) {
      // The process was killed.
    }
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static void remove(Thread killer) {
    try {
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IllegalStateException e) {
      // The JVM is stopping, and runs the shutdown hook.
    }
  }
}
