package io.localstream.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An app that is one line of shell. It adds a line to a file when it runs. */
class SynthesisTest {
  private static final String APP =
      "echo >> runs; echo $CDK_CONTEXT_JSON > $CDK_OUTDIR/manifest.json";

  @TempDir private Path root;

  @Test
  void shouldSynthesizeOnce_whenThreadsNeedTheSameAssembly() throws Exception {
    project(APP);

    List<Path> folders =
        atTheSameTime(List.of(Map.of("a", "1"), Map.of("a", "1"), Map.of("a", "1")));

    assertThat(folders).hasSize(3).containsOnly(folders.get(0));
    assertThat(root.resolve("runs")).hasContent("\n");
  }

  @Test
  void shouldKeepSettingsApart_whenThreadsNeedDifferentAssemblies() throws Exception {
    project(APP);

    List<Path> folders =
        atTheSameTime(List.of(Map.of("a", "1"), Map.of("a", "2"), Map.of("a", "3")));

    assertThat(folders)
        .extracting(folder -> Files.readString(folder.resolve("manifest.json")).trim())
        .containsExactly("{\"a\":\"1\"}", "{\"a\":\"2\"}", "{\"a\":\"3\"}");
  }

  @Test
  void shouldSayWhatTheAppWrote_whenItFails() throws Exception {
    project("echo no such setting >&2; exit 1");

    assertThatThrownBy(() -> new Synthesis(new Project(root), Map.of()).assembly())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no such setting");
  }

  @Test
  void shouldEndTheAppAndLeaveNothing_whenItIsInterrupted() throws Exception {
    project("sleep 600 & echo $! > child; wait");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<Path> folder =
        thread.submit(() -> new Synthesis(new Project(root), Map.of()).assembly());
    Path child = root.resolve("child");
    await().until(() -> Files.exists(child) && Files.size(child) > 0);

    thread.shutdownNow();

    assertThatThrownBy(folder::get).hasCauseInstanceOf(InterruptedException.class);
    assertThat(
            ProcessHandle.of(Long.parseLong(Files.readString(child).strip()))
                .filter(ProcessHandle::isAlive))
        .isEmpty();
    try (Stream<Path> left = Files.list(root.resolve("target").resolve("localstream"))) {
      assertThat(left).extracting(file -> file.getFileName().toString()).containsExactly("lock");
    }
  }

  private void project(String app) throws IOException {
    Files.writeString(root.resolve("cdk.json"), "{\"app\":\"" + app + "\"}");
  }

  private List<Path> atTheSameTime(List<Map<String, String>> settings) throws Exception {
    CyclicBarrier start = new CyclicBarrier(settings.size());
    ExecutorService threads = Executors.newFixedThreadPool(settings.size());
    try {
      List<Callable<Path>> tasks = new ArrayList<>();
      for (Map<String, String> each : settings) {
        tasks.add(
            () -> {
              start.await();
              return new Synthesis(new Project(root), each).assembly();
            });
      }
      List<Path> folders = new ArrayList<>();
      for (Future<Path> folder : threads.invokeAll(tasks)) {
        folders.add(folder.get());
      }
      return folders;
    } finally {
      threads.shutdownNow();
    }
  }
}
