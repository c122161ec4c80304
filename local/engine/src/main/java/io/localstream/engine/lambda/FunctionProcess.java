package io.localstream.engine.lambda;

import io.localstream.engine.lifecycle.BackgroundTasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

final class FunctionProcess {
  /**
   * Ctrl-C and a closing terminal send a signal to the whole process group, which would end
   * functions while records are drained. A shell ignores both signals, also for the process that
   * replaces it.
   */
  private static final List<String> IGNORING_TERMINAL_SIGNALS =
      List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$0\" \"$@\"");

  private static final long KILL_SECONDS = 5;

  private final Process process;
  private final ResidentMemory memory;
  private final int memoryLimitMb;
  private volatile boolean outOfMemory;

  private FunctionProcess(Process process, int memoryLimitMb) {
    this.process = process;
    this.memory = ResidentMemory.of(process.pid());
    this.memoryLimitMb = memoryLimitMb;
  }

  static FunctionProcess start(
      List<String> command,
      Map<String, String> environment,
      Path directory,
      Path output,
      int memoryLimitMb)
      throws IOException {
    List<String> all = new ArrayList<>(IGNORING_TERMINAL_SIGNALS);
    all.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(all)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new FunctionProcess(builder.start(), memoryLimitMb);
  }

  /**
   * Reports the exit status. Waits on its own thread, because the common pool, which completes
   * {@link Process#onExit}, may have no free thread.
   */
  void onExit(BackgroundTasks background, IntConsumer exitStatus) {
    background.run(
        "watcher of process " + process.pid(), () -> exitStatus.accept(process.waitFor()));
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Kills the process, as Lambda does, and waits until it has ended. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(KILL_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Suspends the process until it is killed. */
  void freeze() throws InterruptedException {
    try {
      new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot freeze a function's process", e);
    }
  }

  /** Returns the peak memory in MB. */
  int maxMemoryMb() {
    memory.sampleAtLeastOnce();
    return memory.maxMb();
  }

  /** Kills the process if it exceeds its memory limit. */
  void limitMemory() {
    memory.sample();
    if (memory.maxMb() > memoryLimitMb && alive()) {
      outOfMemory = true;
      kill();
    }
  }

  /** Returns whether the process was killed because it exceeded its memory limit. */
  boolean outOfMemory() {
    return outOfMemory;
  }
}
