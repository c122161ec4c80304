package io.localstream.deploytest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Follows the tutorial in a made project: writes its files, and runs its commands. */
@UpstreamOnly
class TutorialIT {
  static final String TUTORIAL = "docs/tutorial.md";

  /** The record that the tutorial puts on the stream and that its processor rejects. */
  private static final String NOBODYS_ORDER = "{\"message\":\"One book\",\"time\":1748864964227}\n";

  @Test
  void shouldEndWithAChangedAndDeployedPipeline_whenTutorialIsFollowed() throws Exception {
    MadeProject made = MadeProject.get();
    Path folder = Project.TARGET.resolve("tutorial");
    try (Workspace workspace = Workspace.open(made.folder(), folder, made.stage())) {
      workspace.follow(TUTORIAL, Map.of());

      String order = Base64.getEncoder().encodeToString(NOBODYS_ORDER.getBytes(UTF_8));
      assertThat(keptByLocalRuns(workspace.project())).anyMatch(kept -> kept.contains(order));
      workspace.account().log(made.stage().consumer()).awaitLine("Thank you, grace");
    }
  }

  private static List<String> keptByLocalRuns(Path project) throws IOException {
    List<String> kept = new ArrayList<>();
    try (Stream<Path> files = Files.walk(project.resolve(Path.of("target", "local", "failures")))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        kept.add(Files.readString(file));
      }
    }
    return kept;
  }
}
