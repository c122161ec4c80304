package io.localstream.deploytest;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * MiniStack, an emulator of AWS with CloudFormation, in a process that ends with this one.
 *
 * @see <a href="https://github.com/ministackorg/ministack">MiniStack</a>
 */
final class MiniStack implements AutoCloseable {
  /** The account in the documentation's examples. */
  static final String ACCOUNT = "123456789012";

  /**
   * Its access key and secret key. It accepts any keys, but the CDK CLI caches the account of each
   * key, and other emulators use the key {@code test} with other accounts.
   */
  static final String KEY = ACCOUNT;

  /**
   * Ends when its standard input ends, and so with this process. Replaces an alarm on an
   * expression, which MiniStack rejects ({@link MiniStackGap#METRIC_MATH}), by an alarm on the
   * first metric of the expression.
   */
  private static final String PROGRAM =
      """
      import os, sys, threading
      threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
      from ministack.app import main
      from ministack.services.cloudformation import provisioners
      alarm_of = provisioners._cw_metric_alarm_record
      def alarm_on_metric(name, properties):
          try:
              return alarm_of(name, properties)
          except ValueError:
              stats = [m["MetricStat"] for m in properties["Metrics"] if "MetricStat" in m]
              on_first = {"Period": stats[0]["Period"], "Statistic": stats[0]["Stat"], "Metrics": []}
              return alarm_of(name, properties | stats[0]["Metric"] | on_first)
      provisioners._cw_metric_alarm_record = alarm_on_metric
      main()
      """;

  private final Process process;
  private final URI uri;

  private MiniStack(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /**
   * Starts it on a free port of the loopback interface.
   *
   * @param folder the folder for its log and its temporary files
   * @param region the default region
   * @param servers the servers that it forwards invocations to, by the name of the function
   */
  static MiniStack start(Path folder, String region, Map<String, URI> servers)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    int port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(Project.PYTHON_TOOLS.resolve("python").toString(), "-c", PROGRAM)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("ministack.log").toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("AWS_"));
    environment.put("BIND_HOST", "127.0.0.1");
    environment.put("MINISTACK_HOST", "127.0.0.1");
    environment.put("GATEWAY_PORT", Integer.toString(port));
    environment.put("MINISTACK_ACCOUNT_ID", ACCOUNT);
    environment.put("MINISTACK_REGION", region);
    environment.put("TMPDIR", folder.toString());
    // Turns off servers on other ports, which the tests do not need.
    environment.put("IOT_MTLS_ENABLED", "0");
    environment.put("SFTP_ENABLED", "0");
    servers.forEach(
        (function, server) ->
            environment.put("MINISTACK_LAMBDA_PROXY_" + function, server.toString()));
    MiniStack started = new MiniStack(builder.start(), URI.create("http://127.0.0.1:" + port));
    started.awaitUp();
    return started;
  }

  URI uri() {
    return uri;
  }

  private void awaitUp() {
    Awaitility.await("MiniStack is up")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> !process.isAlive() || isHealthy());
    if (!process.isAlive()) {
      throw new IllegalStateException("MiniStack ended: see ministack.log");
    }
  }

  private boolean isHealthy() {
    try {
      URI health = uri.resolve("/_ministack/health");
      return ((HttpURLConnection) health.toURL().openConnection()).getResponseCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
