package io.localstream.deploytest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Follows the guide to changes in several modules, one after the other, in a made project. Runs
 * first, because it takes longest.
 */
@UpstreamOnly
@Order(1)
class ExtensionIT {
  static final String GUIDE = "docs/how-to-extend.md";

  /** The template snapshots and the settings table, which a command writes. */
  private static final List<String> WRITTEN =
      List.of("docs/reference.md", "infra-app/src/test/resources");

  /** The maximum number of files that each section changes or deletes; new files do not count. */
  private static final Map<String, Integer> MOST_CHANGED =
      Map.of(
          "Add a second consumer", 1,
          "Add a setting of your own", 3,
          "Send several types of events", 6,
          "Write each event once", 3,
          "Archive to S3", 3,
          "Give the resources other names", 3,
          "Run the tests", 0);

  /** Elements of a pom, which look like placeholders. */
  private static final Map<String, String> ELEMENTS =
      Stream.of("dependencies", "dependency", "groupId", "artifactId", "scope")
          .collect(Collectors.toMap(Function.identity(), name -> "<" + name + ">"));

  @Test
  void shouldChangeFewFiles_whenGuideIsFollowed() throws Exception {
    MadeProject made = MadeProject.get();
    Path folder = Project.TARGET.resolve("extension");
    try (Workspace workspace = Workspace.open(made.folder(), folder, made.stage())) {
      List<Document> sections = Document.sections(workspace.project(), GUIDE);
      assertThat(sections)
          .extracting(Document::name)
          .containsExactlyInAnyOrderElementsOf(
              MOST_CHANGED.keySet().stream().map(title -> GUIDE + ", " + title).toList());

      Map<Path, String> before = contents(workspace.project());
      for (Document section : sections) {
        workspace.follow(section, ELEMENTS);

        Map<Path, String> after = contents(workspace.project());
        String title = section.name().substring((GUIDE + ", ").length());
        assertThat(before.keySet())
            .as(section.name())
            .filteredOn(file -> !before.get(file).equals(after.get(file)))
            .hasSizeLessThanOrEqualTo(MOST_CHANGED.get(title));
        before.clear();
        before.putAll(after);
      }
    }
  }

  /**
   * Returns the sources and documents of a copy of the project, without those that commands write.
   */
  private static Map<Path, String> contents(Path project) throws IOException {
    try (Stream<Path> files = Files.walk(project)) {
      return files
          .filter(Files::isRegularFile)
          .map(project::relativize)
          .filter(
              file -> file.toString().matches("(.*/src/.*|(.*/)?[^/]*\\.(md|xml|json|mjs|yml))"))
          .filter(file -> !file.toString().matches("(.*/)?(target|node_modules|cdk\\.out)/.*"))
          .filter(file -> WRITTEN.stream().noneMatch(file::startsWith))
          .collect(Collectors.toMap(Function.identity(), file -> content(project.resolve(file))));
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
