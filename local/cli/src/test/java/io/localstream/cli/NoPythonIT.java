package io.localstream.cli;

import static io.localstream.cli.FixtureAssembly.PROJECT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run on a machine without Python: there is none on its {@code PATH}. */
class NoPythonIT {
  @TempDir private Path folder;

  private record EndedRun(int exitCode, String output) {}

  @Test
  void shouldRun_whenTheEngineSimulatesAllThatIsNeeded() throws Exception {
    EndedRun run = run(PROJECT, FixtureAssembly.FOLDER);

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).contains("Producer sent", " 0 lost").doesNotContain("MiniStack");
  }

  @Test
  void shouldNameTheTableAndWhatToInstall_whenAFunctionNeedsATable() throws Exception {
    Path assembly = new AssemblyCopy(folder.resolve("cdk.out")).table().folder();

    // A project in which no run has installed MiniStack yet.
    EndedRun run = run(folder, assembly);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.output())
        .hasLineCount(1)
        .startsWith("FixtureConsumerStack/Events (AWS::DynamoDB::Table), to which ")
        .contains(
            " needs MiniStack, an emulator of AWS in Python, but there is no python3 on the PATH:"
                + " install Python 3.11 or later");
  }

  private EndedRun run(Path project, Path assembly) throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StartCommand.class.getName(),
                "--port=0",
                "--every=1s",
                "--for=5s",
                "--project=" + project,
                "--assembly=" + assembly));
    for (String file : List.of("failures", "log", "metrics", "token")) {
      line.add("--%s=%s".formatted(file, folder.resolve(file)));
    }
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("PATH", Files.createDirectories(folder.resolve("bin")).toString());
    Process process = builder.start();
    // Its input stays open until it has ended: the end of its input would stop it.
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.getOutputStream().close();
    return new EndedRun(process.waitFor(), output.strip());
  }
}
