package io.kinesispipeline.infra.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kinesispipeline.model.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Starts the app as the CDK CLI does: a process of its own, with the context of {@code cdk.json}.
 */
@Execution(ExecutionMode.CONCURRENT)
class PipelineAppTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String FILTER_PATTERN = "{\"data\":{\"message\":[\"Hello\"]}}";

  /** Replace the project's own settings, which a team can change. */
  private static final ObjectNode SETTINGS =
      JSON.createObjectNode()
          .put("streamName", "Orders")
          .put("shardCount", 3)
          .put("retentionHours", 48)
          .put("schedule", "rate(2 minutes)")
          .put("producerMemoryMb", 513)
          .put("producerTimeoutSeconds", 61)
          .put("consumerMemoryMb", 514)
          .put("consumerTimeoutSeconds", 11)
          .put("batchSize", 6)
          .put("maxRecordSizeKb", 2048)
          .put("startingPosition", "AT_TIMESTAMP")
          .put("startingPositionTimestamp", "2026-01-31T08:00:00Z")
          .put("maximumRetryAttempts", 4)
          .put("maximumRecordAgeSeconds", 82_801)
          .put("logRetentionDays", 14)
          .set("filterPatterns", JSON.createArrayNode().add(FILTER_PATTERN));

  private static Path project;
  private static Run first;
  private static Run second;

  /** The result of a run. */
  private record Run(int exitCode, String output, Path assembly) {
    List<String> stacks() {
      return Configurations.stacksIn(assembly);
    }

    JsonNode json(String file) throws IOException {
      return JSON.readTree(assembly.resolve(file).toFile());
    }

    JsonNode template(String stack) throws IOException {
      return json(stack + ".template.json");
    }
  }

  @BeforeAll
  static void synthesizeTwice(@TempDir Path folder) throws Exception {
    project = Files.createDirectory(folder.resolve("a project"));
    StubJars.buildIn(project);
    first = run(project, folder.resolve("first"), Map.of());
    second = run(project, folder.resolve("second"), Map.of());
  }

  @Test
  void shouldPrintNothing_whenSynthesisSucceeds() {
    assertThat(first.output).isEmpty();
    assertThat(first.exitCode).isZero();
  }

  @Test
  void shouldSynthesizeSameBytes_whenRunAgain() throws IOException {
    assertThat(second.exitCode).isZero();
    assertThat(contents(second.assembly)).isEqualTo(contents(first.assembly));
  }

  @Test
  void shouldOrderStacksWithoutExports() throws IOException {
    JsonNode artifacts = first.json("manifest.json").path("artifacts");

    assertThat(dependencies(artifacts, Names.STREAM_STACK)).isEmpty();
    assertThat(dependencies(artifacts, Names.PRODUCER_STACK)).containsExactly(Names.STREAM_STACK);
    assertThat(dependencies(artifacts, Names.CONSUMER_STACK))
        .containsExactlyInAnyOrder(Names.STREAM_STACK, Names.PRODUCER_STACK);
    for (String stack : first.stacks()) {
      assertThat(first.template(stack).findValues("Export")).isEmpty();
      assertThat(first.template(stack).findValues("Fn::ImportValue")).isEmpty();
      assertThat(first.template(stack).findValues("Fn::GetStackOutput")).isEmpty();
    }
  }

  @Test
  void shouldNotDependOnAccountOrRegion() throws IOException {
    for (String stack : first.stacks()) {
      assertThat(
              first
                  .json("manifest.json")
                  .path("artifacts")
                  .path(stack)
                  .path("environment")
                  .asText())
          .isEqualTo("aws://unknown-account/unknown-region");
    }
  }

  @Test
  void shouldAllowNoWildcard_exceptForTracing() throws IOException {
    for (String stack : first.stacks()) {
      for (JsonNode statements : first.template(stack).findValues("Statement")) {
        for (JsonNode statement : statements) {
          if (statement.path("Effect").asText().equals("Allow")) {
            assertThat(statement.path("Action").toString()).doesNotContain("*");
            boolean tracing = statement.path("Action").toString().contains("xray:");
            assertThat(statement.path("Resource").toString().equals("\"*\"")).isEqualTo(tracing);
          }
        }
      }
    }
  }

  @Test
  void shouldApplyEachSettingToItsResource() throws IOException {
    JsonNode stream = properties(Names.STREAM_STACK, "AWS::Kinesis::Stream");
    assertThat(stream.path("Name").asText()).isEqualTo("Orders");
    assertThat(stream.path("ShardCount").asInt()).isEqualTo(3);
    assertThat(stream.path("RetentionPeriodHours").asInt()).isEqualTo(48);
    assertThat(stream.path("MaxRecordSizeInKiB").asInt()).isEqualTo(2048);

    JsonNode producer = properties(Names.PRODUCER_STACK, "AWS::Lambda::Function");
    assertThat(producer.path("MemorySize").asInt()).isEqualTo(513);
    assertThat(producer.path("Timeout").asInt()).isEqualTo(61);
    assertThat(producer.at("/Environment/Variables/MAX_RECORD_SIZE_KB").asText()).isEqualTo("2048");
    JsonNode rule = properties(Names.PRODUCER_STACK, "AWS::Events::Rule");
    assertThat(rule.path("ScheduleExpression").asText()).isEqualTo("rate(2 minutes)");

    JsonNode consumer = properties(Names.CONSUMER_STACK, "AWS::Lambda::Function");
    assertThat(consumer.path("MemorySize").asInt()).isEqualTo(514);
    assertThat(consumer.path("Timeout").asInt()).isEqualTo(11);
    JsonNode mapping = properties(Names.CONSUMER_STACK, "AWS::Lambda::EventSourceMapping");
    assertThat(mapping.path("BatchSize").asInt()).isEqualTo(6);
    assertThat(mapping.path("StartingPosition").asText()).isEqualTo("AT_TIMESTAMP");
    assertThat(mapping.path("StartingPositionTimestamp").asLong()).isEqualTo(1_769_846_400);
    assertThat(mapping.at("/FilterCriteria/Filters/0/Pattern").asText()).isEqualTo(FILTER_PATTERN);
    assertThat(mapping.path("MaximumRetryAttempts").asInt()).isEqualTo(4);
    assertThat(mapping.path("MaximumRecordAgeInSeconds").asInt()).isEqualTo(82_801);
    assertThat(
            properties(Names.CONSUMER_STACK, "AWS::Logs::LogGroup").path("RetentionInDays").asInt())
        .isEqualTo(14);
  }

  @Test
  void shouldDeployTheJars() throws IOException {
    for (FunctionJar function : FunctionJar.values()) {
      byte[] jar = Files.readAllBytes(project.resolve(function.path()));
      try (Stream<Path> files = Files.list(first.assembly)) {
        assertThat(files.filter(file -> file.toString().endsWith(".jar")))
            .anySatisfy(asset -> assertThat(asset).hasBinaryContent(jar));
      }
    }
  }

  @Test
  void shouldPrintOnlyErrors_whenInputIsInvalid(@TempDir Path folder) throws Exception {
    Run run = run(folder, folder.resolve("assembly"), Map.of("pipeline.shardCount", "0"));

    assertThat(run.output)
        .isEqualTo("pipeline.shardCount must be 1 to 500, was 0 (-c)" + System.lineSeparator());
    assertThat(run.exitCode).isEqualTo(1);
  }

  private static Run run(Path project, Path assembly, Map<String, String> overrides)
      throws IOException, InterruptedException {
    ObjectNode context =
        (ObjectNode) JSON.readTree(Path.of("..", "cdk.json").toFile()).path("context");
    context.set(Setting.CONTEXT_KEY, SETTINGS);
    context.put("aws:cdk:enable-path-metadata", true).put("aws:cdk:enable-asset-metadata", true);
    overrides.forEach(context::put);
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                PipelineApp.class.getName())
            .directory(project.toFile())
            .redirectErrorStream(true);
    builder.environment().put("CDK_OUTDIR", assembly.toString());
    builder.environment().put("CDK_CONTEXT_JSON", context.toString());
    // Skips CDK's validation, which other tests run, because it takes most of the time.
    builder.environment().put("CDK_VALIDATION", "false");
    builder.environment().putAll(Configurations.QUIET);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), output, assembly);
  }

  /** Surefire stores the real class path in this property. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static JsonNode properties(String stack, String type) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode resource : first.template(stack).path("Resources")) {
      if (resource.path("Type").asText().equals(type)) {
        found.add(resource.path("Properties"));
      }
    }
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static List<String> dependencies(JsonNode artifacts, String stack) {
    List<String> names = new ArrayList<>();
    for (JsonNode dependency : artifacts.path(stack).path("dependencies")) {
      if (first.stacks().contains(dependency.asText())) {
        names.add(dependency.asText());
      }
    }
    return names;
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        contents.put(folder.relativize(file).toString(), new String(bytes, ISO_8859_1));
      }
    }
    return contents;
  }
}
