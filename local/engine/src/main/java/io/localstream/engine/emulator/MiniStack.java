package io.localstream.engine.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.localstream.engine.cloudwatch.PrivateFile;
import io.localstream.engine.http.Loopback;
import io.localstream.engine.lifecycle.BackgroundTasks;
import io.localstream.engine.lifecycle.Folders;
import io.localstream.engine.lifecycle.StartException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * MiniStack, an emulator of AWS, in a process that listens on loopback, answers this JVM only,
 * begins without any state, runs no functions, and ends with this JVM.
 *
 * @see <a href="https://github.com/ministackorg/ministack">MiniStack</a>
 */
final class MiniStack implements AutoCloseable {
  static final Duration LONGEST_START = Duration.ofMinutes(2);

  /** The header with the secret, which {@code launch.py} requires in each request. */
  private static final String SECRET_HEADER = "X-Local-Run-Secret";

  private static final int LOG_LINES = 20;

  private final Process process;
  private final Path log;
  private final Path temporary;
  private final ServiceEndpoint endpoint;
  private volatile boolean closed;

  private MiniStack(Process process, Path log, Path temporary, ServiceEndpoint endpoint) {
    this.process = process;
    this.log = log;
    this.temporary = temporary;
    this.endpoint = endpoint;
  }

  /**
   * Starts the process. Requests wait until it is up.
   *
   * @param python an interpreter with MiniStack's packages
   * @param region the default region
   * @param account the default account
   * @param log the file of its log, which only its owner may read
   * @param longestStart how long to wait until the process listens
   * @throws StartException with the end of the log, if the process does not listen
   * @throws InterruptedException if this thread is interrupted; no process is left
   */
  static MiniStack start(
      Path python, String region, String account, Path log, Duration longestStart)
      throws InterruptedException {
    String secret = UUID.randomUUID().toString();
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      PrivateFile.create(log).close();
      Path temporary = Files.createTempDirectory("kinesis-pipeline-ministack-");
      ProcessBuilder command =
          PythonProgram.command(
                  python.toAbsolutePath().toString(), "launch.py", temporary.toString())
              .directory(temporary.toFile())
              .redirectError(log.toFile());
      setEnvironment(command.environment(), region, account, temporary);
      command.environment().put("LOCAL_RUN_SECRET", secret);
      Process process = launch(command, temporary);
      boolean listens = false;
      try {
        ServiceEndpoint endpoint =
            new ServiceEndpoint(uri(process, log, longestStart), Map.of(SECRET_HEADER, secret));
        listens = true;
        return new MiniStack(process, log, temporary, endpoint);
      } finally {
        if (!listens) {
          end(process, temporary);
        }
      }
    } catch (IOException e) {
      throw new StartException("MiniStack cannot be started: " + e, e);
    }
  }

  private static Process launch(ProcessBuilder command, Path temporary) throws IOException {
    try {
      return command.start();
    } catch (IOException e) {
      Folders.delete(temporary);
      throw e;
    }
  }

  /**
   * Passes only the path and the language of the user's environment variables: some others make
   * MiniStack keep its state, and some are AWS credentials.
   */
  private static void setEnvironment(
      Map<String, String> environment, String region, String account, Path temporary) {
    environment.keySet().retainAll(List.of("PATH", "LANG", "LC_ALL"));
    environment.put("HOME", temporary.toString());
    environment.put("TMPDIR", temporary.toString());
    environment.put("MINISTACK_HOST", Loopback.HOST);
    environment.put("MINISTACK_REGION", region);
    environment.put("MINISTACK_ACCOUNT_ID", account);
    // Without Docker, this makes MiniStack refuse to run functions.
    environment.put("LAMBDA_STRICT", "1");
    // MiniStack would otherwise open more ports, and remove the containers of other instances.
    environment.put("IOT_MTLS_ENABLED", "0");
    environment.put("SFTP_ENABLED", "0");
    environment.put("DOCKER_HOST", "unix://" + temporary.resolve("no-docker"));
  }

  private static URI uri(Process process, Path log, Duration longest) throws InterruptedException {
    String port =
        BackgroundTasks.result(
            BackgroundTasks.start(
                    "port of MiniStack",
                    () ->
                        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))
                            .readLine())
                .completeOnTimeout(null, longest.toMillis(), TimeUnit.MILLISECONDS));
    if (port == null) {
      throw failed(log);
    }
    return URI.create("http://" + Loopback.HOST + ":" + port);
  }

  /**
   * Waits until MiniStack answers.
   *
   * @throws StartException with the end of the log, if MiniStack ends before it answers
   */
  void awaitUp() throws InterruptedException {
    HttpRequest.Builder health =
        HttpRequest.newBuilder(endpoint.uri().resolve("/_ministack/health")).timeout(LONGEST_START);
    endpoint.headers().forEach(health::header);
    try {
      HttpClient.newHttpClient().send(health.build(), BodyHandlers.discarding());
    } catch (IOException e) {
      close();
      throw failed(log);
    }
  }

  ServiceEndpoint endpoint() {
    return endpoint;
  }

  /** Reports to a listener, in a sentence, if the process ends before {@link #close}. */
  void onFailure(Consumer<String> listener) {
    new BackgroundTasks(listener)
        .run(
            "watcher of MiniStack",
            () -> {
              int exitCode = process.waitFor();
              if (!closed) {
                listener.accept(
                    "MiniStack ended with exit code %d: its log is in %s".formatted(exitCode, log));
              }
            });
  }

  private static StartException failed(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return new StartException(
          "MiniStack did not start. The end of its log, %s:%n%s"
              .formatted(
                  log,
                  String.join(
                      System.lineSeparator(),
                      lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()))));
    } catch (IOException e) {
      return new StartException("MiniStack did not start, and left no log: " + e, e);
    }
  }

  @Override
  public void close() {
    closed = true;
    end(process, temporary);
  }

  /** The process deletes the folder, unless it fails. */
  private static void end(Process process, Path temporary) {
    PythonProgram.end(process);
    try {
      Folders.delete(temporary);
    } catch (IOException e) {
      // It is a temporary folder: the system deletes it.
    }
  }
}
