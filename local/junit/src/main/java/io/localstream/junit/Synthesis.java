package io.localstream.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.lifecycle.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Synthesizes a project's app with the command in {@code cdk.json}, as {@code cdk synth} does.
 * Reuses the assembly until the settings or the built files change.
 *
 * @param project the project
 * @param settings CDK context values that override those in {@code cdk.json}
 */
record Synthesis(Project project, Map<String, String> settings) {
  private static final JsonMapper JSON = new JsonMapper();

  /** The lock for threads of this JVM: a file lock excludes other JVMs only. */
  private static final Object THIS_JVM = new Object();

  /**
   * Returns the assembly's folder. If several threads and JVMs need it at the same time, one of
   * them synthesizes it.
   *
   * @throws IllegalStateException if the app fails; the message contains its output
   */
  Path assembly() throws InterruptedException {
    Path kept = project.root().resolve("target").resolve("localstream");
    Path folder = kept.resolve(Integer.toHexString(settings.hashCode()) + "-" + inputs());
    synchronized (THIS_JVM) {
      try {
        Files.createDirectories(kept);
        makeOnce(folder);
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot synthesize into " + folder, e);
      }
    }
  }

  @SuppressWarnings("try") // The lock is held, not used.
  private void makeOnce(Path folder) throws IOException, InterruptedException {
    Path kept = folder.getParent();
    try (FileChannel channel =
            FileChannel.open(
                kept.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock otherJvms = channel.lock()) {
      if (!Files.exists(folder.resolve("manifest.json"))) {
        removeOutdated(kept);
        synthesize(folder);
      }
    }
  }

  /** Returns a hash of the app and of what it deploys: the build outputs of the root's modules. */
  private String inputs() {
    Map<String, String> stamps = new TreeMap<>();
    try (Stream<Path> modules = Files.list(project.root())) {
      for (Path module : modules.toList()) {
        Path target = module.resolve("target");
        add(target, 1, stamps);
        add(target.resolve("classes"), Integer.MAX_VALUE, stamps);
      }
      stamps.put("cdk.json", Files.readString(project.root().resolve("cdk.json")));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + project.root(), e);
    }
    return Integer.toHexString(stamps.hashCode());
  }

  private static void add(Path folder, int depth, Map<String, String> stamps) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder, depth)) {
      for (Path file : files.filter(Synthesis::counts).toList()) {
        stamps.put(file.toString(), Files.size(file) + " " + Files.getLastModifiedTime(file));
      }
    }
  }

  private static boolean counts(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".class") || name.endsWith(".jar") || name.endsWith(".args");
  }

  private void removeOutdated(Path kept) throws IOException {
    String prefix = Integer.toHexString(settings.hashCode()) + "-";
    try (Stream<Path> folders = Files.list(kept)) {
      for (Path folder :
          folders.filter(f -> f.getFileName().toString().startsWith(prefix)).toList()) {
        Folders.delete(folder);
      }
    }
  }

  private void synthesize(Path folder) throws IOException, InterruptedException {
    JsonNode cdk = JSON.readTree(project.root().resolve("cdk.json").toFile());
    ObjectNode context =
        cdk.path("context") instanceof ObjectNode own ? own : JSON.createObjectNode();
    settings.forEach(context::put);
    Path output = Files.createTempDirectory(folder.getParent(), "new-");
    Path said = output.resolveSibling(output.getFileName() + ".log");
    ProcessBuilder app =
        new ProcessBuilder(List.of("sh", "-c", cdk.path("app").asText()))
            .directory(project.root().toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    app.environment().put("JAVA_HOME", System.getProperty("java.home"));
    app.environment().put("CDK_CONTEXT_JSON", context.toString());
    app.environment().put("CDK_OUTDIR", output.toString());
    // The CDK's validation takes longer than the synthesis, and each deployment validates anyway.
    app.environment().put("CDK_VALIDATION", "false");
    try {
      int status = run(app);
      if (status != 0 || !Files.exists(output.resolve("manifest.json"))) {
        throw new IllegalStateException(
            "The app in cdk.json failed. If the project is not built yet, run mvn package.\n"
                + Files.readString(said, UTF_8));
      }
      Files.move(output, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(said);
      if (Files.exists(output)) {
        Folders.delete(output);
      }
    }
  }

  /** Runs the app until it ends. An interrupt ends it and all processes that it started. */
  private static int run(ProcessBuilder app) throws IOException, InterruptedException {
    Process process = app.start();
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      List<ProcessHandle> all =
          Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
      all.forEach(ProcessHandle::destroyForcibly);
      // They write to the folder until they have ended.
      all.forEach(each -> each.onExit().join());
      throw e;
    }
  }
}
