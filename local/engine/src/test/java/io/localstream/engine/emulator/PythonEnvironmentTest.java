package io.localstream.engine.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.localstream.engine.lifecycle.BackgroundTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interpreters are shell scripts: {@code $4} is the folder of the environment. */
class PythonEnvironmentTest {
  private static final String INSTALLS =
      "mkdir -p $4/bin; echo > $4/bin/python; chmod +x $4/bin/python";

  @TempDir private Path temporary;
  private final List<String> notices = new ArrayList<>();

  @Test
  void shouldInstallOnce_whenItIsComplete() throws Exception {
    PythonEnvironment environment = environment(interpreter(INSTALLS));

    Path python = environment.install(() -> notices.add("first"));
    environment.install(() -> notices.add("second"));

    assertThat(python).isExecutable().startsWith(environment.folder());
    assertThat(notices).containsExactly("first");
  }

  @Test
  void shouldInstallAgain_whenItIsIncompleteOrOfOtherPackages() throws Exception {
    PythonEnvironment environment = environment(interpreter(INSTALLS));
    Path stamp = environment.folder().resolve("installed.txt");
    environment.install(() -> notices.add("first"));

    Files.delete(stamp);
    environment.install(() -> notices.add("without stamp"));
    Files.writeString(stamp, "ministack==0.1");
    environment.install(() -> notices.add("other packages"));
    Files.delete(environment.folder().resolve("bin/python"));
    environment.install(() -> notices.add("without python"));

    assertThat(notices)
        .containsExactly("first", "without stamp", "other packages", "without python");
  }

  @Test
  void shouldSayWhatToInstall_whenThereIsNoPython() {
    assertProblem(
        "no-such-python",
        "there is no no-such-python on the PATH: install Python 3.11 or later"
            + " (https://www.python.org/)");
  }

  @Test
  void shouldSayWhatToInstall_whenPythonIsTooOld() throws IOException {
    Path python = interpreter("echo OLD 3.9.2 >&2; exit 1");

    assertProblem(
        python.toString(),
        python + " is Python 3.9.2: install Python 3.11 or later (https://www.python.org/)");
  }

  @Test
  void shouldSayWhatToInstall_whenPythonHasNoPip() throws IOException {
    Path python = interpreter("echo 'No module named ensurepip'; echo more; exit 1");

    assertProblem(
        python.toString(),
        python + " cannot create virtual environments: install the package python3-venv");
  }

  @Test
  void shouldMentionTheNetworkAndLeaveNothing_whenPipFails() throws IOException {
    Path python = interpreter(INSTALLS + "; echo 'ERROR: No matching distribution'; exit 1");

    assertProblem(
        python.toString(),
        "pip cannot install it, for which the first start needs a network connection"
            + " (ERROR: No matching distribution)");
    assertThat(temporary.resolve("environment")).doesNotExist();
  }

  @Test
  void shouldEndTheInstallationAndLeaveNothing_whenInterrupted() throws Exception {
    Path ended = temporary.resolve("ended");
    PythonEnvironment environment =
        environment(interpreter(INSTALLS + "; cat > /dev/null; echo > " + ended));
    CountDownLatch installing = new CountDownLatch(1);
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    CompletableFuture<Path> installed =
        BackgroundTasks.start(
            "test",
            () -> {
              thread.complete(Thread.currentThread());
              return environment.install(installing::countDown);
            });

    installing.await();
    thread.get().interrupt();

    assertThatThrownBy(installed::get).hasCauseInstanceOf(InterruptedException.class);
    assertThat(ended).exists();
    assertThat(environment.folder()).doesNotExist();
  }

  private void assertProblem(String interpreter, String message) {
    PythonEnvironment environment =
        new PythonEnvironment(temporary.resolve("environment"), interpreter);

    assertThatThrownBy(() -> environment.install(() -> notices.add("first")))
        .isInstanceOf(InstallException.class)
        .hasMessage(message);
  }

  private PythonEnvironment environment(Path interpreter) {
    return new PythonEnvironment(temporary.resolve("environment"), interpreter.toString());
  }

  private Path interpreter(String script) throws IOException {
    Path file = Files.writeString(temporary.resolve("python"), "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
