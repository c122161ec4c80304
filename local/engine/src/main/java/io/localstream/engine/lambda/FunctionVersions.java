package io.localstream.engine.lambda;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.cloudwatch.LogEvent;
import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.jar.JarFile;

/** Creates the versions of functions, which run in processes of their own or in this JVM. */
final class FunctionVersions {
  private final LambdaSettings settings;
  private final Consumer<LogEvent> log;
  private final Optional<Path> nativeLibrary;

  /**
   * Prepares the native library if a function runs in a process of its own.
   *
   * @param log receives log events
   * @throws IllegalArgumentException if the runtime interface client is missing, or cannot run on
   *     this machine
   */
  FunctionVersions(
      List<Deployment.Function> functions, LambdaSettings settings, Consumer<LogEvent> log) {
    this.settings = settings;
    this.log = log;
    boolean processes = functions.stream().anyMatch(f -> !settings.inProcess().has(f.name()));
    this.nativeLibrary = processes ? nativeLibrary(settings) : Optional.empty();
  }

  /**
   * Creates a version.
   *
   * @throws StartException if the function's code cannot be read
   */
  FunctionVersion of(Deployment.Function function) {
    if (settings.inProcess().has(function.name())) {
      return new FunctionVersion(
          function, false, () -> new InProcessEnvironment(function, settings, log));
    }
    checkCode(function);
    FunctionCommand command =
        new FunctionCommand(function, settings, nativeLibrary, Runtime.version().feature());
    // A debugged function has one environment at a time, because each uses the port of the
    // debugger.
    boolean snapshots = function.snapStart() && command.debugger().isEmpty();
    return new FunctionVersion(function, snapshots, () -> new ProcessEnvironment(command, log));
  }

  private static Optional<Path> nativeLibrary(LambdaSettings settings) {
    Path jar = settings.runtimeFolder().resolve(FunctionCommand.RUNTIME_JAR);
    if (!Files.exists(jar)) {
      throw new IllegalArgumentException(
          "The Lambda runtime interface client is missing: " + jar + ". Build it: mvn package");
    }
    if (settings.runtimeClient() == RuntimeClient.PORTABLE) {
      return Optional.empty();
    }
    try {
      return Optional.of(NativeLibrary.unpack(jar, settings.workFolder()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unpack the native library of " + jar, e);
    }
  }

  private static void checkCode(Deployment.Function function) {
    Path code = function.code();
    if (Files.isDirectory(code)) {
      return;
    }
    try (JarFile jar = new JarFile(code.toFile())) {
      jar.size();
    } catch (IOException e) {
      throw undeployable(
          function, code + " is not a readable jar (" + e.getMessage() + "). Build it again");
    }
  }

  static StartException undeployable(Deployment.Function function, String problem) {
    return new StartException("Function " + function.name() + " cannot be deployed: " + problem);
  }
}
