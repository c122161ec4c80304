package io.localstream.deploytest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.localstream.engine.assembly.AssemblyReader;
import io.localstream.engine.assembly.Deployment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * A local run that forwards calls to MiniStack. It has two functions, which nothing invokes: {@code
 * writer-lambda} and {@code reader-lambda}. Tests call services with their credentials.
 */
final class ForwardingRun implements AutoCloseable {
  private static final Path ASSEMBLY =
      Project.ROOT.resolve("tools/deploy-test/src/test/resources/service-clients");

  private final Deployment deployment = AssemblyReader.read(ASSEMBLY);
  private final MiniStack miniStack;
  private final LocalRun run;
  private final Path summary;

  /**
   * Starts MiniStack and the run.
   *
   * @param folder the folder for their files
   * @param heap the size of the run's heap, for example {@code 40m}
   */
  ForwardingRun(Path folder, String heap) throws IOException, InterruptedException {
    Project.delete(folder);
    summary = folder.resolve("summary.json");
    miniStack = MiniStack.start(folder, deployment.region(), Map.of());
    run =
        LocalRun.start(
            Project.ROOT,
            // Overrides the heap size of npm start.
            Map.of("_JAVA_OPTIONS", "-Xmx" + heap),
            "--no-build",
            "--assembly=" + ASSEMBLY,
            "--services=" + miniStack.uri(),
            "--summary=" + summary,
            "--log=" + folder.resolve("log.jsonl"),
            "--metrics=" + folder.resolve("metrics.jsonl"),
            "--token=" + folder.resolve("token"));
  }

  String endpoint() {
    return run.endpoint();
  }

  String account() {
    return deployment.account();
  }

  /** Returns clients with the credentials of a function. */
  ServiceClients clientsOf(String function) {
    return new ServiceClients(URI.create(endpoint()), accessKeyId(function));
  }

  /** Returns clients that no role restricts. */
  ServiceClients developersClients() {
    return new ServiceClients(URI.create(endpoint()), "developer");
  }

  String accessKeyId(String function) {
    return deployment.functions().stream()
        .filter(f -> f.name().equals(function))
        .findFirst()
        .orElseThrow()
        .accessKeyId();
  }

  /** Stops the run, and returns its exit code. */
  int stop() throws InterruptedException {
    return run.stop();
  }

  /** Returns the summary that the run wrote when it ended. */
  JsonNode summary() throws IOException {
    return new ObjectMapper().readTree(summary.toFile());
  }

  @Override
  public void close() {
    try {
      run.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      miniStack.close();
    }
  }
}
