package io.localstream.cli;

import static io.localstream.cli.FixtureAssembly.CONSUMER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills processes of a run. */
class KilledRunIT {
  private static final Duration SOON = Duration.ofMinutes(3);

  @TempDir private Path folder;

  @Test
  void shouldLoseNothing_whenFunctionsProcessesAreKilled() throws Exception {
    // Slow enough for a new process to start before the next firing needs another one.
    Run run = new Run.Settings(folder).every(Duration.ofSeconds(4)).start();
    await().atMost(SOON).until(() -> run.isOver() || consumed(run) >= 1);
    kill("EventProducer");
    kill("EventConsumer");
    long before = consumed(run);
    await().atMost(SOON).until(() -> run.isOver() || consumed(run) >= before + 2);
    run.requestStop();

    assertThat(run.exitCode()).as(run.output()).isZero();
    run.assertBalanced(3);
  }

  private static long consumed(Run run) {
    return run.log(CONSUMER).stream().filter(l -> l.startsWith("Consumer received")).count();
  }

  private static void kill(String commandPart) {
    assertThat(children().filter(child -> commandLine(child).contains(commandPart)))
        .isNotEmpty()
        .allMatch(ProcessHandle::destroyForcibly);
  }

  private static Stream<ProcessHandle> children() {
    return ProcessHandle.current().descendants();
  }

  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }
}
