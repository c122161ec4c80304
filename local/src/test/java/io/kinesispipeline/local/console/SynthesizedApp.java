package io.kinesispipeline.local.console;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Synthesizes this project's CDK app, as the CDK CLI does: once for each context. */
final class SynthesizedApp {
  static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  private static final Map<Map<String, String>, Path> ASSEMBLIES = new ConcurrentHashMap<>();
  private static final JsonMapper JSON = new JsonMapper();

  private SynthesizedApp() {}

  /**
   * Synthesizes.
   *
   * @param settings as with {@code -c}, by their paths
   * @return the cloud assembly's folder
   */
  static Path with(Map<String, String> settings) {
    return ASSEMBLIES.computeIfAbsent(new TreeMap<>(settings), SynthesizedApp::synthesize);
  }

  private static Path synthesize(Map<String, String> settings) {
    Path folder =
        Path.of("target", "assemblies", "cdk.out-" + settings.hashCode()).toAbsolutePath();
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
      return folder;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
