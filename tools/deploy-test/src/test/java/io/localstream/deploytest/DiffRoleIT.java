package io.localstream.deploytest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Runs the command of the workflow {@code diff}, with the permissions that operations.md gives its
 * role.
 */
@EnabledIf(value = "hasWorkflow", disabledReason = "the project leaves the workflows out")
class DiffRoleIT {
  private static final Pattern POLICY =
      Pattern.compile("^cat > diff\\.json <<'END'$(.*?)^END$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern COMMAND =
      Pattern.compile(
          "^ +\"\\$GITHUB_WORKSPACE/(\\S+)\" (diff --app assembly .*?) 2>&1", Pattern.MULTILINE);

  private static final Path WORKFLOW = Project.ROOT.resolve(".github/workflows/diff.yml");

  private final Path folder = Project.TARGET.resolve("diff");
  private final Path assembly = folder.resolve("assembly");

  static boolean hasWorkflow() {
    return Files.exists(WORKFLOW);
  }

  @Test
  void shouldCompareEachStack_whenTheRoleReadsTemplatesOnly() throws Exception {
    Project.delete(folder);
    Files.createDirectories(folder);
    Command.run(
            variables -> variables.putAll(Cdk.UNATTENDED),
            Project.ROOT,
            List.of("npx", "cdk", "synth", "--quiet", "--output", assembly.toString()))
        .succeeded();

    try (TemplateReader aws = TemplateReader.start(policy(), assembly)) {
      Command diff = Command.run(variables -> setCredentials(variables, aws), folder, command());

      assertThat(diff.succeeded().output()).contains("Number of stacks with differences: 0");
      assertThat(aws.denied()).containsOnly("sts:AssumeRole");
    }
  }

  private static JsonNode policy() throws IOException {
    String guide = Files.readString(Project.ROOT.resolve("docs").resolve("operations.md"));
    return new ObjectMapper().readTree(only(POLICY, guide).group(1));
  }

  private static List<String> command() throws IOException {
    String workflow = Files.readString(WORKFLOW);
    Matcher found = only(COMMAND, workflow);
    List<String> command =
        new ArrayList<>(List.of(Project.ROOT.resolve(found.group(1)).toString()));
    command.addAll(List.of(found.group(2).split(" ")));
    return command;
  }

  private static Matcher only(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(pattern.pattern()).isTrue();
    return matcher;
  }

  private static void setCredentials(Map<String, String> variables, TemplateReader aws) {
    variables.keySet().removeIf(name -> name.startsWith("AWS_"));
    variables.put("AWS_ENDPOINT_URL", aws.uri().toString());
    variables.put("AWS_ACCESS_KEY_ID", MiniStack.KEY);
    variables.put("AWS_SECRET_ACCESS_KEY", MiniStack.KEY);
    variables.put("AWS_REGION", TemplateReader.REGION);
    variables.put("CDK_DISABLE_CLI_TELEMETRY", "true");
  }
}
