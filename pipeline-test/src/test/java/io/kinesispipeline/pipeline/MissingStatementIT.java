package io.kinesispipeline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.localstream.engine.assembly.AssemblyReader;
import io.localstream.engine.iam.AccessControl;
import io.localstream.engine.lifecycle.StartException;
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

/** Removes one statement of a role at a time, and checks that the pipeline fails without it. */
class MissingStatementIT {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * The services whose permissions a local run checks; it does not know the services that a
   * processor uses.
   */
  private static final Set<String> SERVICES = Set.of("kinesis", "logs", "s3", "sqs", "ssm", "xray");

  private static final String DENIED = "is not authorized to perform: %s on resource: ";
  private static final Duration SOON = Duration.ofMinutes(3);

  @TempDir private Path folder;

  /** A statement in a template of the app, with the actions that it allows. */
  record AllowStatement(String template, String pointer, List<String> actions) {
    @Override
    public String toString() {
      return template.replace(".template.json", "") + " " + actions.get(0);
    }

    /** Returns the first action that the run denied; empty if it denied none. */
    Optional<String> deniedIn(String output) {
      return actions.stream()
          .filter(action -> output.contains(DENIED.formatted(action)))
          .findFirst();
    }
  }

  @ParameterizedTest
  @MethodSource("statements")
  void shouldFailAndNameTheAction_whenARoleDoesNotAllowIt(AllowStatement allowed) throws Exception {
    Path assembly = without(allowed);
    Optional<String> refusal = refusal(assembly);
    String output = refusal.isPresent() ? refusal.get() : outputOfRun(assembly, allowed);

    assertThat(allowed.deniedIn(output)).as(output).isPresent();
    assertThat(output)
        .contains("User: arn:aws:sts::000000000000:assumed-role/")
        .contains(
            "because no identity-based policy allows the %s action"
                .formatted(allowed.deniedIn(output).orElseThrow()));
  }

  /**
   * Returns why a local run refuses to start; empty if it starts. It checks what Lambda itself
   * needs before it starts a process.
   */
  private static Optional<String> refusal(Path assembly) {
    try {
      new AccessControl(AssemblyReader.read(assembly)).checkRequirements();
      return Optional.empty();
    } catch (StartException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Runs the functions until one of their calls is denied. */
  private String outputOfRun(Path assembly, AllowStatement allowed) throws Exception {
    try (Run run = new Run(assembly, folder, "--every", "1s")) {
      await().atMost(SOON).until(() -> run.isOver() || allowed.deniedIn(run.output()).isPresent());
      // Stops the run at once: it does not need to drain.
      run.stopAtOnce();

      assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
      return run.output();
    }
  }

  static List<AllowStatement> statements() throws IOException {
    List<AllowStatement> statements = new ArrayList<>();
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
                  new AllowStatement(
                      template.getFileName().toString(), pointer + "/" + i, actions));
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

  /** Copies the assembly, with links to the jars. */
  private static Path without(AllowStatement allowed) throws IOException {
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
