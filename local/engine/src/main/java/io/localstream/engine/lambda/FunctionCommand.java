package io.localstream.engine.lambda;

import io.localstream.engine.assembly.Deployment;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The command line and the environment variables of a function's process.
 *
 * @param nativeLibrary the unpacked native library, with {@link RuntimeClient#RIC}
 * @param javaVersion the feature version of the JVM
 */
record FunctionCommand(
    Deployment.Function function,
    LambdaSettings settings,
    Optional<Path> nativeLibrary,
    int javaVersion) {
  static final String RUNTIME_JAR = "aws-lambda-java-runtime-interface-client.jar";

  /** The first version without a tier limit under SnapStart. */
  private static final int FULL_TIERS_UNDER_SNAP_START = 25;

  /** The first version that warns when a native library is loaded without permission. */
  private static final int WARNS_OF_NATIVE_ACCESS = 24;

  /**
   * The heap size as a share of the function's memory, as on managed runtimes: with 512 MB they set
   * {@code -XX:MaxHeapSize=445645k}.
   */
  private static final double HEAP_SHARE = 0.85;

  /**
   * The heap at the start as a share of the function's memory: the JVM's default share of the
   * machine's memory, which on Lambda is the function's. On a large machine the default would be so
   * large that the JVM does not collect garbage, and reports more memory than on Lambda.
   *
   * @see <a
   *     href="https://docs.oracle.com/en/java/javase/17/gctuning/ergonomics.html">Ergonomics</a>
   */
  private static final int INITIAL_HEAP_SHARE = 64;

  /** The least heap at the start. */
  private static final int LEAST_INITIAL_HEAP_MB = 8;

  /**
   * Returns the command line, with the flags of the managed runtimes.
   *
   * @param files the folder of the process's temporary files
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-customization.html">Java
   *     runtime startup behavior</a>
   */
  List<String> line(Path files) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-XX:MaxHeapSize=" + Math.round(function.memoryMb() * 1024 * HEAP_SHARE) + "k");
    line.add("-XX:InitialHeapSize=" + initialHeapMb() + "m");
    line.add("-XX:+UseSerialGC");
    line.add("-Xshare:auto");
    classData().ifPresent(archive -> line.addAll(archive.options(classes(files))));
    if (!function.snapStart() || javaVersion < FULL_TIERS_UNDER_SNAP_START) {
      line.add("-XX:TieredStopAtLevel=1");
    }
    // A killed process would leave its performance data file behind.
    line.add("-XX:-UsePerfData");
    debugger().map(Debugger::agentOption).ifPresent(line::add);
    line.add("-Dfile.encoding=UTF-8");
    line.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
    line.addAll(moduleOptions());
    nativeLibrary.ifPresent(file -> line.add("-D" + NativeLibrary.PROPERTY + "=" + file));
    line.add("-classpath");
    line.add(String.join(File.pathSeparator, classPath()));
    line.add("com.amazonaws.services.lambda.runtime.api.client.AWSLambda");
    line.add(function.handler());
    return line;
  }

  private List<String> moduleOptions() {
    List<String> options = new ArrayList<>();
    options.add("--add-opens=java.base/java.io=ALL-UNNAMED");
    if (javaVersion >= WARNS_OF_NATIVE_ACCESS) {
      options.add("--enable-native-access=ALL-UNNAMED");
      options.add("--sun-misc-unsafe-memory-access=allow");
    }
    return options;
  }

  /** Returns the debugger of the function; empty if nobody debugs it. */
  Optional<Debugger> debugger() {
    return Optional.ofNullable(settings.debuggers().get(function.name()));
  }

  private int initialHeapMb() {
    return Math.max(LEAST_INITIAL_HEAP_MB, function.memoryMb() / INITIAL_HEAP_SHARE);
  }

  /**
   * Returns the archive of the class path; empty if the class path has folders, if the code is a
   * temporary file, or if other options of the JVM can make the archive unusable.
   */
  Optional<ClassDataArchive> classData() {
    // To make an archive takes as long as some starts without one.
    boolean temporary = function.code().startsWith(System.getProperty("java.io.tmpdir"));
    if (temporary
        || debugger().isPresent()
        || function.environment().containsKey("JAVA_TOOL_OPTIONS")) {
      return Optional.empty();
    }
    List<Path> jars = classPath().stream().map(Path::of).toList();
    return ClassDataArchive.of(
        jars, moduleOptions(), settings.runtimeFolder().resolveSibling("class-data"));
  }

  /** Returns the file for the names of the classes that the process loads. */
  static Path classes(Path files) {
    return files.resolve("classes");
  }

  private List<String> classPath() {
    List<String> path = new ArrayList<>();
    if (settings.runtimeClient() == RuntimeClient.PORTABLE) {
      // First, so that its classes override those of the runtime interface client.
      path.addAll(jars(settings.runtimeFolder().resolve("portable")));
    }
    path.addAll(jars(settings.runtimeFolder()));
    path.add(function.code().toString());
    if (Files.isDirectory(function.code())) {
      path.add(function.code().resolve("lib").resolve("*").toString());
    }
    return path;
  }

  /** Returns the jars in a folder, always in the same order. */
  private static List<String> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::toString).filter(name -> name.endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + folder, e);
    }
  }

  /** Returns the environment variables of the process. They replace those of this JVM. */
  Map<String, String> environment(RuntimeApi api, Path directory, String logStream) {
    Map<String, String> variables = FunctionVariables.of(function, settings);
    variables.put("AWS_LAMBDA_RUNTIME_API", api.address());
    variables.put("LAMBDA_TASK_ROOT", directory.toString());
    variables.put("LAMBDA_RUNTIME_DIR", settings.runtimeFolder().toString());
    variables.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    variables.put("LANG", "en_US.UTF-8");
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", initializationType(function));
    if (function.snapStart()) {
      variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", api.credentialsUri());
      variables.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", api.credentialsToken());
    } else {
      FunctionVariables.putOnDemand(variables, function, logStream);
    }
    return variables;
  }

  static String initializationType(Deployment.Function function) {
    return function.snapStart() ? "snap-start" : "on-demand";
  }
}
