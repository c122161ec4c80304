package io.localstream.engine.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.localstream.engine.cloudwatch.PrivateFile;
import io.localstream.engine.http.Loopback;
import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Interpreters are shell scripts: {@code $4} is the folder for temporary files. */
@Timeout(60)
class MiniStackTest {
  /** Notes its environment and its folder, and ends with its standard input. */
  private static final String RUNS =
      """
      #!/bin/sh
      cd "$(dirname "$0")"
      env > environment
      echo "$4" > folder
      echo 'from Python' >&2
      %s
      cat > /dev/null
      echo > ended
      """;

  @TempDir private Path temporary;

  @Test
  void shouldSendTheSecretThatTheProcessHas_whenItAsksForTheHealth() throws Exception {
    CompletableFuture<String> sent = new CompletableFuture<>();
    HttpServer server = HttpServer.create(Loopback.address(0), 0);
    server.createContext(
        "/_ministack/health",
        exchange -> {
          sent.complete(exchange.getRequestHeaders().getFirst("X-Local-Run-Secret"));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    Path python = python("echo " + server.getAddress().getPort());

    try (MiniStack miniStack = start(python, MiniStack.LONGEST_START)) {
      miniStack.awaitUp();

      assertThat(miniStack.endpoint().headers())
          .isEqualTo(Map.of("X-Local-Run-Secret", sent.get()));
      assertThat(miniStack.endpoint()).hasToString(miniStack.endpoint().uri().toString());
    } finally {
      server.stop(0);
    }
    assertThat(Files.readAllLines(temporary.resolve("environment")))
        .contains("LOCAL_RUN_SECRET=" + sent.get(), "LAMBDA_STRICT=1");
    assertNothingIsLeft();
  }

  @Test
  void shouldKeepTheLogFromOthers_whenItIsThere() throws Exception {
    Files.writeString(log(), "of an earlier run");
    Files.setPosixFilePermissions(log(), PosixFilePermissions.fromString("rw-r--r--"));

    start(python("echo 1"), MiniStack.LONGEST_START).close();

    assertThat(PrivateFile.exists(log())).isTrue();
    assertThat(log()).hasContent("from Python");
  }

  @Test
  void shouldNameTheLogAndLeaveNothing_whenItDoesNotListenInTime() throws Exception {
    Path python = python("");

    assertThatThrownBy(() -> start(python, Duration.ZERO))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(log().toString());
    assertNothingIsLeft();
  }

  @Test
  void shouldLeaveNothing_whenInterruptedBeforeItListens() throws Exception {
    Path python = python("");
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> start(python, MiniStack.LONGEST_START))
        .isInstanceOf(InterruptedException.class);
    assertNothingIsLeft();
  }

  private void assertNothingIsLeft() throws IOException {
    assertThat(temporary.resolve("ended")).exists();
    assertThat(Path.of(Files.readString(temporary.resolve("folder")).strip())).doesNotExist();
  }

  private MiniStack start(Path python, Duration longestStart) throws InterruptedException {
    return MiniStack.start(python, "us-east-1", "111122223333", log(), longestStart);
  }

  private Path log() {
    return temporary.resolve("ministack.log");
  }

  private Path python(String command) throws IOException {
    Path file = Files.writeString(temporary.resolve("python"), RUNS.formatted(command));
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
