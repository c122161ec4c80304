package io.localstream.engine.kinesis;

import io.localstream.engine.lifecycle.BackgroundTasks;
import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A Kinesis server for this run: kinesis-local as a child process on loopback, on a free port, with
 * nothing stored on disk. It ends with this JVM, even where this JVM is killed.
 */
public final class KinesisServer implements AutoCloseable {
  private static final String PRELOAD = "preload.cjs";
  private static final Duration START_DEADLINE = Duration.ofSeconds(30);

  private final Process process;
  private final ServerOutput output;
  private final URI uri;
  private volatile boolean closing;

  private KinesisServer(Process process, ServerOutput output, URI uri) {
    this.process = process;
    this.output = output;
    this.uri = uri;
  }

  /**
   * Starts a server and waits until it answers.
   *
   * @param packageFolder where npm installed kinesis-local
   * @param workFolder an existing folder of this run, for a file that the server needs
   * @param region the region that its ARNs name
   * @param account the account that its ARNs name, 12 digits
   * @param onExit told, in a sentence, when the server ends before it is closed, or is no longer
   *     listened to
   * @return the running server
   * @throws StartException when Node.js or the package is missing, or the server doesn't start
   * @throws InterruptedException when this thread is interrupted: the server is stopped
   */
  public static KinesisServer start(
      Path packageFolder, Path workFolder, String region, String account, Consumer<String> onExit)
      throws InterruptedException {
    return start("node", packageFolder, workFolder, region, account, onExit);
  }

  static KinesisServer start(
      String node,
      Path packageFolder,
      Path workFolder,
      String region,
      String account,
      Consumer<String> onExit)
      throws InterruptedException {
    if (!Files.isRegularFile(packageFolder.resolve("main.js"))) {
      throw new StartException(
          "kinesis-local is not installed in %s: run `npm ci`.".formatted(packageFolder));
    }
    NodeVersion.require(node);
    Process process = launch(node, packageFolder, workFolder, settings(region, account));
    BackgroundTasks background = new BackgroundTasks(onExit);
    ServerOutput output = new ServerOutput(process, background);
    try {
      int port = output.port().get(START_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
      KinesisServer server =
          new KinesisServer(process, output, URI.create("http://127.0.0.1:" + port));
      background.then("watcher of kinesis-local", process.onExit(), ended -> server.exited(onExit));
      return server;
    } catch (ExecutionException e) {
      throw new StartException(
          "kinesis-local did not start (%s).%s".formatted(exitStatus(process), output.tail()));
    } catch (TimeoutException e) {
      throw new StartException(
          "kinesis-local was not ready within %d seconds.%s"
              .formatted(START_DEADLINE.toSeconds(), output.tail()));
    } finally {
      if (!output.port().isDone() || output.port().isCompletedExceptionally()) {
        process.destroyForcibly();
      }
    }
  }

  /** Returns where it listens, {@code http://127.0.0.1:<port>}. */
  public URI uri() {
    return uri;
  }

  /** Returns its process id. */
  public long pid() {
    return process.pid();
  }

  /** Stops the server and waits for its end. What it held is gone. */
  @Override
  public void close() {
    closing = true;
    process.destroyForcibly();
    process.onExit().join();
  }

  private void exited(Consumer<String> onExit) {
    if (!closing) {
      onExit.accept(
          "kinesis-local ended unexpectedly (%s), and the stream's records with it.%s"
              .formatted(exitStatus(process), output.tail()));
    }
  }

  private static String exitStatus(Process process) {
    int status = process.onExit().join().exitValue();
    // A shell's convention, which the JVM follows: 128 and the number of the signal that killed it.
    return status > 128 ? "killed by signal " + (status - 128) : "exit code " + status;
  }

  private static Process launch(
      String node, Path packageFolder, Path workFolder, Map<String, String> settings) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(
              List.of(
                  node,
                  // A small young generation costs a tenth of the speed and saves 30 MB.
                  "--max-semi-space-size=1",
                  "--max-old-space-size=512",
                  "--require",
                  extractPreload(workFolder).toString(),
                  "main.js"));
      builder.directory(packageFolder.toFile()).redirectErrorStream(true);
      // The person's own settings for Node.js and for the server are not meant for this process.
      builder.environment().keySet().removeAll(List.of("NODE_OPTIONS", "INITIALIZE_STREAMS"));
      builder.environment().putAll(settings);
      return builder.start();
    } catch (IOException e) {
      throw new StartException("kinesis-local did not start: " + e.getMessage(), e);
    }
  }

  private static Path extractPreload(Path workFolder) throws IOException {
    Path file = workFolder.resolve(PRELOAD).toAbsolutePath();
    try (InputStream preload = KinesisServer.class.getResourceAsStream(PRELOAD)) {
      Files.copy(preload, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  private static Map<String, String> settings(String region, String account) {
    String soon = "10ms";
    return Map.ofEntries(
        Map.entry("AWS_REGION", region),
        Map.entry("AWS_ACCOUNT_ID", account),
        Map.entry("KINESIS_MOCK_PLAIN_PORT", "4568"),
        Map.entry("KINESIS_MOCK_TLS_PORT", "4567"),
        Map.entry("KINESIS_MOCK_CERT_PATH", "server.json"),
        Map.entry("LOG_LEVEL", "ERROR"),
        Map.entry("ROOT_LOG_LEVEL", "ERROR"),
        Map.entry("SHOULD_PERSIST_DATA", "false"),
        Map.entry("LOAD_DATA_IF_EXISTS", "false"),
        Map.entry("SHARD_LIMIT", "10000"),
        Map.entry("CREATE_STREAM_DURATION", soon),
        Map.entry("DELETE_STREAM_DURATION", soon),
        Map.entry("SPLIT_SHARD_DURATION", soon),
        Map.entry("MERGE_SHARDS_DURATION", soon),
        Map.entry("UPDATE_SHARD_COUNT_DURATION", soon));
  }
}
