package io.localstream.engine.lambda;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.lifecycle.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A function's process with its Runtime API and its output.
 *
 * @param files the folder of its temporary files
 * @param classData the archive of its class path; empty if an archive is impossible
 */
record Sandbox(
    RuntimeApi api,
    FunctionProcess process,
    FunctionOutput output,
    Path files,
    Optional<ClassDataArchive> classData)
    implements AutoCloseable {
  private static final int KILLED = 128 + 9;

  /**
   * Starts a process.
   *
   * @param log receives its output
   * @throws UncheckedIOException if the process cannot start
   */
  static Sandbox start(FunctionCommand command, FunctionLog log) {
    Deployment.Function function = command.function();
    Path files = command.settings().workFolder().resolve(UUID.randomUUID().toString());
    RuntimeApi api = null;
    try {
      Files.createDirectories(files);
      // The runtime interface client loads classes from the working folder.
      Path directory = Files.isDirectory(function.code()) ? function.code() : files;
      Path written = Files.createFile(files.resolve("output.log"));
      FunctionOutput output = new FunctionOutput(written, lines(command, log));
      api = new RuntimeApi(function.accessKeyId());
      FunctionProcess process =
          FunctionProcess.start(
              command.line(files),
              command.environment(api, directory, log.stream()),
              directory,
              written,
              function.memoryMb());
      process.onExit(command.settings().background(), api::exited);
      return new Sandbox(api, process, output, files, command.classData());
    } catch (IOException e) {
      if (api != null) {
        api.close();
      }
      throw new UncheckedIOException("Cannot start a process for " + function.name(), e);
    }
  }

  private static Consumer<String> lines(FunctionCommand command, FunctionLog log) {
    return command.debugger().map(debugger -> debugger.watching(log::line)).orElse(log::line);
  }

  /**
   * The progress of the runtime.
   *
   * @param outcome the outcome of the invocation, init or restore; empty if it reported none
   * @param waiting the request that the runtime waits for; empty if its process has ended
   */
  record Progress(Optional<InvocationOutcome> outcome, Optional<RuntimeApi.Waiting> waiting) {
    private static Progress ended(InvocationOutcome outcome) {
      return new Progress(Optional.of(outcome), Optional.empty());
    }
  }

  /**
   * Waits until the runtime requests the next event or restore, its process ends, or the limit is
   * reached.
   *
   * <p>Waits for the next request and not for the response, because the runtime logs an error after
   * it has reported it.
   *
   * @param crash whether to kill the process before it responds
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
      if (outcome.isEmpty() && call instanceof RuntimeApi.ReportedOutcome answer) {
        outcome = Optional.of(answer.outcome());
      }
    }
  }

  /** Makes the class-data archive if there is none: the process has loaded what functions need. */
  void makeClassData() {
    classData.ifPresent(archive -> archive.make(FunctionCommand.classes(files)));
  }

  /** Kills the process, and deletes its files. */
  @Override
  public void close() {
    process.kill();
    output.flush();
    api.close();
    output.close();
    try {
      Folders.delete(files);
    } catch (IOException e) {
      // A child of the process still writes. The folder is deleted with the run's work folder.
    }
  }
}
