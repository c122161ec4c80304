package io.localstream.engine.endpoint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** A server of the npm package kinesis-local on loopback, which ends with this JVM. */
public final class KinesisLocal implements AutoCloseable {
  private static final String LISTENING = "listening ";

  private final Path preload;
  private final Process process;
  private final URI uri;

  private KinesisLocal(Path preload, Process process, URI uri) {
    this.preload = preload;
    this.process = process;
    this.uri = uri;
  }

  /**
   * Starts a server on which changes of streams take effect after a millisecond.
   *
   * @param region the region in its ARNs
   * @param account the account in its ARNs
   * @return the running server
   * @throws IOException if it does not start; the message has its output
   */
  public static KinesisLocal start(String region, String account) throws IOException {
    Path preload = preload();
    ProcessBuilder builder = new ProcessBuilder("node", "--require", preload.toString(), "main.js");
    builder.directory(packageFolder().toFile()).redirectErrorStream(true);
    builder.environment().keySet().remove("NODE_OPTIONS");
    builder.environment().putAll(settings(region, account));
    Process process = builder.start();
    BufferedReader output = process.inputReader();
    StringBuilder before = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(LISTENING)) {
        return new KinesisLocal(
            preload, process, URI.create("http://127.0.0.1:" + line.substring(LISTENING.length())));
      }
      before.append('\n').append(line);
    }
    throw new IOException("kinesis-local ended before it listened:" + before);
  }

  /**
   * Returns the URL of the server.
   *
   * @return {@code http://127.0.0.1:<port>}
   */
  public URI uri() {
    return uri;
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    process.onExit().join();
    Files.delete(preload);
  }

  private static Map<String, String> settings(String region, String account) {
    String soon = "1ms";
    return Map.ofEntries(
        Map.entry("AWS_REGION", region),
        Map.entry("AWS_ACCOUNT_ID", account),
        Map.entry("KINESIS_MOCK_PLAIN_PORT", "4568"),
        Map.entry("KINESIS_MOCK_TLS_PORT", "4567"),
        Map.entry("KINESIS_MOCK_CERT_PATH", "server.json"),
        Map.entry("LOG_LEVEL", "ERROR"),
        Map.entry("ROOT_LOG_LEVEL", "ERROR"),
        Map.entry("SHOULD_PERSIST_DATA", "false"),
        Map.entry("SHARD_LIMIT", "10000"),
        Map.entry("CREATE_STREAM_DURATION", soon),
        Map.entry("DELETE_STREAM_DURATION", soon),
        Map.entry("SPLIT_SHARD_DURATION", soon),
        Map.entry("MERGE_SHARDS_DURATION", soon),
        Map.entry("UPDATE_SHARD_COUNT_DURATION", soon));
  }

  private static Path preload() throws IOException {
    Path file = Files.createTempFile("kinesis-local-preload", ".cjs");
    try (InputStream preload =
        KinesisLocal.class.getResourceAsStream("kinesis-local-preload.cjs")) {
      Files.copy(preload, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  private static Path packageFolder() {
    String root = System.getProperty("project.root", "../..");
    return Path.of(root).toAbsolutePath().normalize().resolve("node_modules/kinesis-local");
  }
}
