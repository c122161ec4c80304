package io.localstream.deploytest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Follows the guide to the changes that touch several modules. */
class ExtensionIT {
  static final String GUIDE = "docs/how-to-extend.md";

  /** The templates' snapshots and the table of settings, which a command writes. */
  private static final List<String> WRITTEN = List.of("README.md", "infra-app/src/test/resources");

  private static final int MOST_CHANGED = 3;

  @Test
  void shouldChangeFewFiles_whenGuideIsFollowed() throws Exception {
    try (Workspace workspace = Workspace.open(Project.TARGET.resolve("extension"), Stage.NONE)) {
      workspace.follow(GUIDE, Map.of());

      assertThat(changed(workspace.project())).isNotEmpty().hasSizeLessThanOrEqualTo(MOST_CHANGED);
    }
  }

  /** The sources and documents that a copy of the project has in another form. */
  private static List<Path> changed(Path project) throws IOException {
    try (Stream<Path> files = Files.walk(Project.ROOT)) {
      return files
          .map(Project.ROOT::relativize)
          .filter(file -> file.toString().matches("(.*/src/.*|[^/]*\\.(md|xml|json))"))
          .filter(file -> WRITTEN.stream().noneMatch(file::startsWith))
          .filter(file -> !file.toString().matches("(target|.*/target|node_modules)/.*"))
          .filter(file -> Files.isRegularFile(Project.ROOT.resolve(file)))
          .filter(file -> differs(Project.ROOT.resolve(file), project.resolve(file)))
          .toList();
    }
  }

  private static boolean differs(Path file, Path copy) {
    try {
      return !Files.exists(copy) || Files.mismatch(file, copy) >= 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
