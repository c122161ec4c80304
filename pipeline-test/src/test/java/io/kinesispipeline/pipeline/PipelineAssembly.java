package io.kinesispipeline.pipeline;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The cloud assembly of the pipeline's CDK app, which the build synthesizes before the integration
 * tests, as the CDK CLI does. It has only the pipeline's own stacks, and a consumer that does
 * nothing, so that stacks and code that you add do not change the tests.
 */
final class PipelineAssembly {
  static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  static final Path FOLDER = Path.of("target", "cdk.out").toAbsolutePath();

  private static final JsonMapper JSON = new JsonMapper();

  /** Settings that differ from the defaults, so that one assembly is enough for all tests. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "pipeline.streamNameLookup", "runtime",
          "pipeline.shardCount", "2",
          "pipeline.eventsPerInvocation", "10",
          "pipeline.producerRetryAttempts", "0",
          "pipeline.logFormat", "JSON",
          // Lines of level INFO are dropped, but metrics are not.
          "pipeline.logLevel", "WARN");

  private PipelineAssembly() {}

  /** Synthesizes the assembly. */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (Files.exists(FOLDER)) {
      delete();
    }
    ObjectNode context =
        (ObjectNode) JSON.readTree(PROJECT.resolve("cdk.json").toFile()).get("context");
    SETTINGS.forEach(context::put);
    ProcessBuilder app =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@infra-app/target/app.args");
    app.environment().put("CDK_CONTEXT_JSON", context.toString());
    app.environment().put("CDK_OUTDIR", FOLDER.toString());
    app.environment().put("CDK_VALIDATION", "false");
    app.environment().put("JSII_RUNTIME_PACKAGE_CACHE", "enabled");
    app.environment().put("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20");
    Process process = app.directory(PROJECT.toFile()).inheritIO().start();
    if (process.waitFor() != 0 || !Files.exists(FOLDER.resolve("manifest.json"))) {
      throw new IllegalStateException("The app could not be synthesized: see the output above.");
    }
    PipelineAssemblyFilter.reduce(FOLDER);
  }

  /** Deletes the previous assembly, so that a failed synthesis cannot go unnoticed. */
  private static void delete() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
