package io.localstream.engine.lambda;

import io.localstream.engine.assembly.Deployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** A function's process, the Runtime API that it talks to, and what it writes. */
record Sandbox(RuntimeApi api, FunctionProcess process, FunctionOutput output)
    implements AutoCloseable {
  private static final int KILLED = 128 + 9;

  /**
   * Starts a process.
   *
   * @param log takes the lines that it writes
   * @throws UncheckedIOException where it cannot be started
   */
  static Sandbox start(FunctionCommand command, FunctionLog log) {
    Deployment.Function function = command.function();
    Path files = command.settings().workFolder().resolve(UUID.randomUUID().toString());
    RuntimeApi api = null;
    try {
      Files.createDirectories(files);
      // The working folder is the code's, as the runtime interface client loads classes from it.
      Path directory = Files.isDirectory(function.code()) ? function.code() : files;
      Path written = Files.createFile(files.resolve("output.log"));
      FunctionOutput output = new FunctionOutput(written, log::line);
      api = new RuntimeApi(function.accessKeyId());
      FunctionProcess process =
          FunctionProcess.start(
              command.line(),
              command.environment(api, directory, log.stream()),
              directory,
              written,
              function.memoryMb());
      process.onExit(command.settings().background(), api::exited);
      return new Sandbox(api, process, output);
    } catch (IOException e) {
      if (api != null) {
        api.close();
      }
      throw new UncheckedIOException("Cannot start a process for " + function.name(), e);
    }
  }

  /**
   * How far the runtime has come.
   *
   * @param outcome how what it had to do ended; empty where it had nothing to answer
   * @param waiting what it waits for; empty where it does not go on
   */
  record Progress(Optional<InvocationOutcome> outcome, Optional<RuntimeApi.Waiting> waiting) {
    private static Progress ended(InvocationOutcome outcome) {
      return new Progress(Optional.of(outcome), Optional.empty());
    }
  }

  /**
   * Waits until the runtime is ready for what comes next, its process has ended, or time is up.
   *
   * <p>The end is the runtime's next call rather than its answer: it logs an error after it has
   * posted it.
   *
   * @param crash whether its process is ended before it has answered
   */
  Progress await(Duration limit, boolean crash) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    Optional<InvocationOutcome> outcome = Optional.empty();
    while (true) {
      RuntimeApi.Call call = api.poll(deadline - System.nanoTime());
      if (call == null) {
        process.kill();
        return Progress.ended(outcome.orElseGet(() -> InvocationOutcome.timedOut(limit)));
      }
      if (call instanceof RuntimeApi.Exited exited) {
        return Progress.ended(
            outcome.orElseGet(
                () -> InvocationOutcome.exited(exited.status(), process.outOfMemory())));
      }
      if (call instanceof RuntimeApi.Waiting waiting) {
        return new Progress(outcome, Optional.of(waiting));
      }
      if (crash) {
        process.kill();
        return Progress.ended(InvocationOutcome.exited(KILLED, false));
      }
      if (outcome.isEmpty() && call instanceof RuntimeApi.Answer answer) {
        outcome = Optional.of(answer.outcome());
      }
    }
  }

  /** Ends the process. */
  @Override
  public void close() {
    process.kill();
    output.flush();
    api.close();
    output.close();
  }
}
