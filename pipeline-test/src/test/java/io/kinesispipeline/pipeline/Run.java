package io.kinesispipeline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.localstream.engine.cloudwatch.MetricDatum;
import io.localstream.fixtures.JsonLines;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A local run under test, in a process of its own: its output, its files and its exit code. */
final class Run implements AutoCloseable {
  private final Path folder;
  private final Process process;

  /**
   * Starts a run.
   *
   * @param assembly the cloud assembly to run
   * @param folder the folder for its files
   * @param options more options of {@code npm start}
   */
  Run(Path assembly, Path folder, String... options) throws IOException {
    this.folder = folder;
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("@local/cli/target/local.args", "--port", "0", "--seed", "1"));
    line.addAll(List.of("--assembly", assembly.toString()));
    line.addAll(List.of("--summary", folder.resolve("summary.json").toString()));
    line.addAll(List.of("--failures", folder.resolve("failures").toString()));
    line.addAll(List.of("--log", folder.resolve("log.jsonl").toString()));
    line.addAll(List.of("--metrics", folder.resolve("metrics.jsonl").toString()));
    line.addAll(List.of("--token", folder.resolve("token").toString()));
    line.addAll(List.of(options));
    process =
        new ProcessBuilder(line)
            .directory(PipelineAssembly.PROJECT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
  }

  /** Stops the run at once, as pressing Ctrl-C twice does. */
  void stopAtOnce() throws IOException {
    if (process.isAlive()) {
      OutputStream requests = process.getOutputStream();
      requests.write("stop\nstop\n".getBytes(StandardCharsets.UTF_8));
      requests.flush();
    }
  }

  /** Waits until the run ends, for much longer than it takes on a busy machine. */
  int exitCode() throws Exception {
    assertThat(process.waitFor(6, TimeUnit.MINUTES)).as(output()).isTrue();
    return process.exitValue();
  }

  boolean isOver() {
    return !process.isAlive();
  }

  /** Returns the output so far. */
  String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }

  /** Returns the lines of the log file so far, each of which must be a JSON object. */
  List<JsonNode> logFile() throws IOException {
    return JsonLines.read(folder.resolve("log.jsonl"));
  }

  /** Returns the metrics so far. */
  List<MetricDatum> metrics() throws IOException {
    return MetricFile.read(folder.resolve("metrics.jsonl"));
  }

  /** Returns the values of one metric so far, over all resources. */
  List<Double> measured(String metric) throws IOException {
    return metrics().stream()
        .filter(datum -> datum.name().equals(metric))
        .map(MetricDatum::value)
        .toList();
  }

  JsonNode summary() throws IOException {
    return new JsonMapper().readTree(folder.resolve("summary.json").toFile());
  }

  /**
   * Checks that each record that the stream accepted was either processed once or sent to the
   * failure bucket.
   */
  void assertBalanced(int least) throws Exception {
    assertThat(exitCode()).as(output()).isZero();
    JsonNode summary = summary();
    assertThat(summary.at("/produced").asLong()).isGreaterThanOrEqualTo(least);
    assertThat(summary.at("/consumed").asLong() + summary.at("/failed").asLong())
        .isEqualTo(summary.at("/produced").asLong());
    for (String none : List.of("/pending", "/lost", "/duplicates", "/outOfOrder")) {
      assertThat(summary.at(none).asLong()).as(none).isZero();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
