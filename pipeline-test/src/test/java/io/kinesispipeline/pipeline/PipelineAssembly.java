package io.kinesispipeline.pipeline;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Synthesizes the pipeline's CDK app, as the CDK CLI does: once for each context, and again when
 * what it is made of has changed. Only the pipeline's own stacks are in the assembly, and its
 * consumer has no processor, so that the tests hold whatever is added.
 */
final class PipelineAssembly {
  static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  private static final Map<Map<String, String>, Path> ASSEMBLIES = new ConcurrentHashMap<>();
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> INPUTS =
      List.of(
          "cdk.json",
          "infra-app/target/classes",
          "infra-common/target/classes",
          "infra-stream/target/classes",
          "infra-producer/target/classes",
          "infra-consumer/target/classes",
          "shared-model/target/classes",
          "lambda-producer/target/lambda-producer.jar",
          "lambda-consumer/target/lambda-consumer.jar",
          "pipeline-test/target/test-classes");

  /** One of everything that tests do not set, so that few assemblies have to be synthesized. */
  static final Map<String, String> BUSY =
      Map.of(
          "pipeline.streamNameLookup", "runtime",
          "pipeline.shardCount", "2",
          "pipeline.eventsPerInvocation", "10",
          "pipeline.producerRetryAttempts", "0",
          "pipeline.logFormat", "JSON",
          // Its lines of level INFO are dropped, its metrics are not.
          "pipeline.logLevel", "WARN");

  private PipelineAssembly() {}

  /**
   * Synthesizes.
   *
   * @param settings as with {@code -c}, by their paths
   * @return the cloud assembly's folder
   */
  static Path with(Map<String, String> settings) {
    return ASSEMBLIES.computeIfAbsent(new TreeMap<>(settings), PipelineAssembly::synthesize);
  }

  /** Several JVMs run these tests: the first one synthesizes. */
  private static Path synthesize(Map<String, String> settings) {
    Path folder =
        Path.of("target", "assemblies", "cdk.out-" + settings.hashCode()).toAbsolutePath();
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolveSibling(folder.getFileName() + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !isNewer(folder.resolve("manifest.json"))) {
          delete(folder);
          run(settings, folder);
          PipelineOnly.reduce(folder);
        }
        return folder;
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a file is newer than all that an assembly is made of. */
  private static boolean isNewer(Path manifest) throws IOException {
    if (!Files.exists(manifest)) {
      return false;
    }
    FileTime made = Files.getLastModifiedTime(manifest);
    for (String input : INPUTS) {
      try (Stream<Path> files = Files.walk(PROJECT.resolve(input))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (Files.getLastModifiedTime(file).compareTo(made) >= 0) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** Else what is left of it would be taken for what was just synthesized. */
  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void run(Map<String, String> settings, Path folder) throws IOException {
    try {
      ObjectNode context =
          (ObjectNode) JSON.readTree(PROJECT.resolve("cdk.json").toFile()).get("context");
      settings.forEach(context::put);
      ProcessBuilder app =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "@infra-app/target/app.args");
      app.environment().put("CDK_CONTEXT_JSON", context.toString());
      app.environment().put("CDK_OUTDIR", folder.toString());
      app.environment().put("CDK_VALIDATION", "false");
      app.environment().put("JSII_RUNTIME_PACKAGE_CACHE", "enabled");
      app.environment().put("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20");
      Process process = app.directory(PROJECT.toFile()).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0 || !Files.exists(folder.resolve("manifest.json"))) {
        throw new IllegalStateException("The app did not synthesize:\n" + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
