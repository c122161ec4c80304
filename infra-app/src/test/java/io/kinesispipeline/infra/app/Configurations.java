package io.kinesispipeline.infra.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The cloud assemblies of the configurations under test. One separate process synthesizes them once
 * for all tests, with CDK's validation and cdk-nag's rules turned on by its environment.
 */
final class Configurations {
  static final List<String> NAMES = List.of("default", "minimal", "maximal");

  /**
   * CDK warns about deprecated constructs that its own constructs use. If this project used one,
   * the compiler would fail.
   */
  static final Map<String, String> QUIET = Map.of("JSII_DEPRECATED", "quiet");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FOLDER = Path.of("target", "configurations").toAbsolutePath();

  private Configurations() {}

  /**
   * Synthesizes on first use. The synthesizing process loads the outer class only, so it does not
   * start another process.
   */
  private static final class Once {
    private static final String OUTPUT = synthesizeAll();
  }

  /** The output of the synthesis. */
  static String output() {
    return Once.OUTPUT;
  }

  /** A configuration's cloud assembly. */
  static Path assembly(String configuration) {
    assertThat(output()).as("output of the synthesis").isEmpty();
    return folder(configuration);
  }

  /** The IDs of all stacks, which are the same in each configuration. */
  static List<String> stacks() {
    return stacksIn(assembly(NAMES.get(0)));
  }

  /** The ids of the stacks of a cloud assembly. */
  static List<String> stacksIn(Path assembly) {
    List<String> stacks = new ArrayList<>();
    read(assembly.resolve("manifest.json"))
        .path("artifacts")
        .properties()
        .forEach(
            artifact -> {
              if (artifact.getValue().path("type").asText().equals("aws:cloudformation:stack")) {
                stacks.add(artifact.getKey());
              }
            });
    assertThat(stacks).isNotEmpty();
    return stacks;
  }

  static JsonNode template(String configuration, String stack) {
    return read(assembly(configuration).resolve(stack + ".template.json"));
  }

  static Path folder(String configuration) {
    return FOLDER.resolve(configuration);
  }

  static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The project's context, with the settings of a configuration. */
  static Map<String, Object> context(String configuration) {
    ObjectNode context = (ObjectNode) read(Path.of("..", "cdk.json")).path("context");
    if (!configuration.equals("default")) {
      context.setAll(
          (ObjectNode)
              read(Path.of("src", "test", "resources", "configurations", configuration + ".json")));
    }
    return JSON.convertValue(context, new TypeReference<>() {});
  }

  /** An earlier run can have left stacks that no longer exist. */
  private static void deleteEarlierOnes() throws IOException {
    if (Files.exists(FOLDER)) {
      try (Stream<Path> files = Files.walk(FOLDER)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static String synthesizeAll() {
    try {
      deleteEarlierOnes();
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
      // Surefire stores the real class path in this property.
      command.add(
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
      command.add(Synthesis.class.getName());
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("CDK_VALIDATION", "true");
      // V8 would compile the validation's WebAssembly on four threads, which would take a third of
      // the CPU time while the build keeps all cores busy.
      builder.environment().put("NODE_OPTIONS", "--v8-pool-size=0");
      builder.environment().putAll(QUIET);
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
