package io.localstream.cli;

import static io.localstream.cli.FixtureAssembly.PROJECT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what {@code npm start} does before the run starts. */
class StartScriptIT {
  @TempDir private Path folder;

  @Test
  void shouldRunThatAssembly_whenOneIsGiven() throws Exception {
    assertThat(start("--no-build", "--assembly", folder.toString()))
        .contains("There is no cloud assembly in " + folder);
  }

  @Test
  void shouldRefuseAnAssembly_whenItWouldBuildAnotherOne() throws Exception {
    assertThat(start("--assembly", folder.toString())).contains("add --no-build");
  }

  @Test
  void shouldRefuseToWatch_whenItWouldNotBuild() throws Exception {
    assertThat(start("--watch", "--no-build")).contains("--no-build does not build");
  }

  /** Returns the output of a start that fails. */
  private static String start(String... options) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("node", "scripts/start.mjs"));
    line.addAll(List.of(options));
    Process process =
        new ProcessBuilder(line).directory(PROJECT.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(2);
    return output;
  }
}
