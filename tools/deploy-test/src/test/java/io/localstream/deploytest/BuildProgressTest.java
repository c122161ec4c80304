package io.localstream.deploytest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks the output of Maven during builds of the npm scripts. */
@Timeout(60)
class BuildProgressTest {
  private static final Path PROJECT = Path.of("..", "..").toAbsolutePath().normalize();

  @TempDir private Path folder;

  @Test
  void shouldNameEachModuleAndNothingElse_whenTheBuildSucceeds() throws Exception {
    Output output =
        maven(
            0,
            "[INFO] Scanning for projects...",
            "[INFO] ---------------------< com.example:shared-model >-----------------------------",
            "[INFO] Building shared-model 1.0.0-SNAPSHOT                              [2/9]",
            "[INFO] Building jar: /somewhere/shared-model.jar",
            "[WARNING] what is wrong with a plugin",
            "[\u001b[1;34mINFO\u001b[m] Building \u001b[1mThe local run\u001b[m 1.0.0-SNAPSHOT"
                + " [9/9]");

    assertThat(output.text()).isEqualTo("  2/9 shared-model\n  9/9 The local run\n");
    assertThat(output.exitCode()).isZero();
  }

  @Test
  void shouldSayHowMuchIsDownloaded_whenThatTakesLong() throws Exception {
    String[] downloads =
        IntStream.range(0, 250)
            .mapToObj(i -> "[INFO] Downloaded from central: https://example/" + i + " (1 kB)")
            .toArray(String[]::new);

    assertThat(maven(0, downloads).text())
        .isEqualTo("  100 files downloaded\n  200 files downloaded\n");
  }

  @Test
  void shouldShowErrorsWithAllTheirLines_whenTheBuildFails() throws Exception {
    Output output =
        maven(
            1,
            "[ERROR] Main.java:[3,4] cannot find symbol",
            "  symbol: class Missing",
            "[INFO] 1 error",
            "a line of its own",
            "[ERROR] -> [Help 1]");

    assertThat(output.text())
        .isEqualTo(
            "[ERROR] Main.java:[3,4] cannot find symbol\n  symbol: class Missing\n[ERROR] -> [Help"
                + " 1]\n");
    assertThat(output.exitCode()).isEqualTo(1);
  }

  private record Output(int exitCode, String text) {}

  /** Runs the script with a Maven that prints the given lines. */
  private Output maven(int exitCode, String... lines) throws IOException, InterruptedException {
    Path printed = folder.resolve("printed");
    Files.writeString(printed, String.join("\n", lines) + "\n");
    Path mvn = folder.resolve("mvn");
    Files.writeString(
        mvn, "#!/bin/sh\nprintf '\\033[0m' >&2\ncat '%s'\nexit %d\n".formatted(printed, exitCode));
    assertThat(mvn.toFile().setExecutable(true)).isTrue();
    ProcessBuilder node =
        new ProcessBuilder("node", "scripts/maven.mjs", "package")
            .directory(PROJECT.toFile())
            .redirectErrorStream(true);
    node.environment().merge("PATH", "", (path, none) -> folder + File.pathSeparator + path);
    Process process = node.start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Output(process.waitFor(), text);
  }
}
