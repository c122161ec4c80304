package io.kinesispipeline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Takes away one statement of a role, and sees the pipeline fail of it. */
class MissingStatementIT {
  private static final JsonMapper JSON = new JsonMapper();

  /** Those that a run asks for permission; a processor's own services it doesn't know. */
  private static final Set<String> SERVICES = Set.of("kinesis", "logs", "s3", "sqs", "ssm", "xray");

  private static final String DENIED = "is not authorized to perform: %s on resource: ";
  private static final Duration SOON = Duration.ofMinutes(3);

  @TempDir private Path folder;

  /** A statement of the app's templates, and the actions that it allows. */
  record Allowed(String template, String pointer, List<String> actions) {
    @Override
    public String toString() {
      return template.replace(".template.json", "") + " " + actions.get(0);
    }

    /** The first of them that a run was denied; empty where it was denied none. */
    Optional<String> deniedIn(String output) {
      return actions.stream()
          .filter(action -> output.contains(DENIED.formatted(action)))
          .findFirst();
    }
  }

  @ParameterizedTest
  @MethodSource("statements")
  void shouldFailAndNameTheAction_whenARoleDoesNotAllowIt(Allowed allowed) throws Exception {
    try (Run run = new Run(without(allowed), folder, "--every", "1s")) {
      await().atMost(SOON).until(() -> run.isOver() || allowed.deniedIn(run.output()).isPresent());
      // Nobody needs to see it fail again and again until all is drained.
      run.stopAtOnce();

      assertThat(run.exitCode()).as(run.output()).isIn(1, 2);
      String output = run.output();
      assertThat(allowed.deniedIn(output)).as(output).isPresent();
      assertThat(output)
          .contains("User: arn:aws:sts::000000000000:assumed-role/")
          .contains(
              "because no identity-based policy allows the %s action"
                  .formatted(allowed.deniedIn(output).orElseThrow()));
    }
  }

  static List<Allowed> statements() throws IOException {
    List<Allowed> statements = new ArrayList<>();
    for (Path template : templates()) {
      JsonNode resources = JSON.readTree(template.toFile()).get("Resources");
      for (Map.Entry<String, JsonNode> resource : resources.properties()) {
        if (resource.getValue().get("Type").asText().equals("AWS::IAM::Role")) {
          String pointer =
              "/Resources/" + resource.getKey() + "/Properties/Policies/0/PolicyDocument/Statement";
          JsonNode policy = JSON.readTree(template.toFile()).at(pointer);
          for (int i = 0; i < policy.size(); i++) {
            JsonNode action = policy.get(i).get("Action");
            List<String> actions =
                action.isArray()
                    ? action.valueStream().map(JsonNode::asText).toList()
                    : List.of(action.asText());
            if (SERVICES.contains(actions.get(0).split(":")[0])) {
              statements.add(
                  new Allowed(template.getFileName().toString(), pointer + "/" + i, actions));
            }
          }
        }
      }
    }
    assertThat(statements).hasSizeGreaterThanOrEqualTo(8);
    return statements;
  }

  private static List<Path> templates() throws IOException {
    try (Stream<Path> files = Files.list(PipelineAssembly.FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".template.json")).sorted().toList();
    }
  }

  /** A copy of the assembly; the jars are only linked. */
  private static Path without(Allowed allowed) throws IOException {
    Path copy = Files.createTempDirectory(Path.of("target"), "without-");
    try (Stream<Path> files = Files.list(PipelineAssembly.FOLDER)) {
      for (Path file : files.toList()) {
        Files.createSymbolicLink(copy.resolve(file.getFileName()), file);
      }
    }
    Path template = copy.resolve(allowed.template());
    JsonNode content = JSON.readTree(template.toFile());
    int last = allowed.pointer().lastIndexOf('/');
    ((ArrayNode) content.at(allowed.pointer().substring(0, last)))
        .remove(Integer.parseInt(allowed.pointer().substring(last + 1)));
    Files.delete(template);
    JSON.writeValue(template.toFile(), content);
    return copy.toAbsolutePath();
  }
}
