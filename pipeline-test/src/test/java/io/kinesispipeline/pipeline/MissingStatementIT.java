package io.kinesispipeline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.localstream.engine.assembly.AssemblyReader;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.iam.AccessControl;
import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Removes one statement of a role at a time, and checks that the pipeline fails without it: either
 * it does not start, or a call that the functions make in a healthy run is denied.
 */
class MissingStatementIT {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * The services whose permissions a local run checks; it does not know the services that a
   * processor uses.
   */
  private static final Set<String> SERVICES = Set.of("kinesis", "logs", "s3", "sqs", "ssm", "xray");

  private static final String DENIED = "is not authorized to perform: %s on resource: ";

  /** A grant in the summary of a run. */
  private static final Pattern GRANT = Pattern.compile("(\\S+) (\\S+) on (\\S+)");

  /** A statement in a template of the app, with the actions that it allows. */
  record AllowStatement(String template, String pointer, List<String> actions) {
    @Override
    public String toString() {
      return template.replace(".template.json", "") + " " + actions.get(0);
    }

    /** Returns the first action that was denied; empty if none was. */
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
    String output = refusal.isPresent() ? refusal.get() : denials(assembly, allowed);

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

  /** Returns the denials of the calls that the functions make in a healthy run. */
  private static String denials(Path assembly, AllowStatement allowed) throws Exception {
    Deployment deployment = AssemblyReader.read(assembly);
    AccessControl access = new AccessControl(deployment);
    return usedGrants().stream()
        .map(GRANT::matcher)
        .filter(Matcher::matches)
        .filter(grant -> allowed.actions().contains(grant.group(2)))
        .flatMap(
            grant ->
                access
                    .denial(accessKeyId(deployment, grant.group(1)), grant.group(2), grant.group(3))
                    .stream())
        .collect(Collectors.joining(System.lineSeparator()));
  }

  /** Returns the grants that the functions used in a healthy run, besides those Lambda needs. */
  private static List<String> usedGrants() throws Exception {
    Run healthy = HealthyRun.get();
    assertThat(healthy.exitCode()).as(healthy.output()).isZero();
    List<String> used =
        new ArrayList<>(
            new AccessControl(AssemblyReader.read(PipelineAssembly.FOLDER)).unusedGrants());
    healthy.summary().get("unusedGrants").forEach(grant -> used.remove(grant.asText()));
    return used;
  }

  private static String accessKeyId(Deployment deployment, String functionName) {
    return deployment.functions().stream()
        .filter(function -> function.name().equals(functionName))
        .findFirst()
        .orElseThrow()
        .accessKeyId();
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
