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

/** A function's process. */
final class FunctionProcess {
  /**
   * Ctrl-C and a closing terminal signal the whole process group, and would end functions that
   * still have records to drain: a shell ignores both signals for the process that it becomes.
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
   * Tells when it has ended. A thread of its own waits for that: the common pool, which completes
   * {@link Process#onExit}, may have no thread to spare.
   */
  void onExit(BackgroundTasks background, IntConsumer exitStatus) {
    background.run(
        "watch over process " + process.pid(), () -> exitStatus.accept(process.waitFor()));
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Ends it at once, as Lambda does, and waits until it is gone. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(KILL_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops it from running, until it is killed. */
  void freeze() throws InterruptedException {
    try {
      new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot freeze a function's process", e);
    }
  }

  /** The most memory that it was seen to hold, in MB. */
  int maxMemoryMb() {
    memory.sampleAtLeastOnce();
    return memory.maxMb();
  }

  /** Looks at how much memory it holds, where it is time for that, and ends it above its limit. */
  void limitMemory() {
    memory.sample();
    if (memory.maxMb() > memoryLimitMb && alive()) {
      outOfMemory = true;
      kill();
    }
  }

  /** Whether it was ended because it held too much memory. */
  boolean outOfMemory() {
    return outOfMemory;
  }
}
