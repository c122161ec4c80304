package io.localstream.engine.endpoint;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;

/** The npm package kinesis-local as a server on loopback, which ends with this JVM. */
final class KinesisLocal implements AutoCloseable {
  private static final String LISTENING = "listening ";

  private final Process process;
  private final URI uri;

  private KinesisLocal(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /** Starts a server, whose changes of streams take effect after a millisecond. */
  static KinesisLocal start(String region, String account) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("node", "--require", preload(), "main.js");
    builder.directory(packageFolder().toFile()).redirectErrorStream(true);
    builder.environment().keySet().remove("NODE_OPTIONS");
    builder.environment().putAll(settings(region, account));
    Process process = builder.start();
    BufferedReader output = process.inputReader();
    StringBuilder before = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(LISTENING)) {
        return new KinesisLocal(
            process, URI.create("http://127.0.0.1:" + line.substring(LISTENING.length())));
      }
      before.append('\n').append(line);
    }
    throw new IOException("kinesis-local ended before it listened:" + before);
  }

  URI uri() {
    return uri;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
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

  private static String preload() {
    try {
      return Path.of(KinesisLocal.class.getResource("kinesis-local-preload.cjs").toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path packageFolder() {
    String root = System.getProperty("project.root", "../..");
    return Path.of(root).toAbsolutePath().normalize().resolve("node_modules/kinesis-local");
  }
}
