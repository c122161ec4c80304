package io.localstream.deploytest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tests, files and headings that the documentation names exist. */
class DocumentationReferencesTest {
  private static final Path PROJECT = Path.of("..", "..").toAbsolutePath().normalize();

  private static DocumentReferences references;

  @BeforeAll
  static void readSources() throws IOException {
    references = DocumentReferences.in(PROJECT);
  }

  static Stream<Path> pages() throws IOException {
    return Stream.concat(
        Document.pages(PROJECT).stream(),
        Stream.of(PROJECT.resolve(Path.of("local", "README.md"))));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldNameOnlyTestsThatExist(Path page) throws IOException {
    assertThat(references.missingTests(page)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldLinkOnlyToFilesAndHeadingsThatExist(Path page) throws IOException {
    assertThat(references.brokenLinks(page)).isEmpty();
  }

  @Test
  void shouldReportMissingTestsAndBrokenLinks(@TempDir Path folder) throws IOException {
    Path page = folder.resolve("page.md");
    Files.writeString(
        page,
        """
        ## A heading, with `code`
        `DocumentTest.shouldNotExist` `NoSuchTest` `DocumentTest`
        `DocumentationReferencesTest.shouldReportMissingTestsAndBrokenLinks`
        [a](#a-heading-with-code) [b](#another) [c](page.md#a-heading-with-code)
        [d](gone.md) [e](page.md#gone) [f](https://example.com/gone.md)
        ```
        [g](in-a-block.md) `InABlockTest`
        ```
        """);

    assertThat(references.missingTests(page))
        .containsExactly("DocumentTest.shouldNotExist", "NoSuchTest");
    assertThat(references.brokenLinks(page)).containsExactly("#another", "gone.md", "page.md#gone");
  }
}
