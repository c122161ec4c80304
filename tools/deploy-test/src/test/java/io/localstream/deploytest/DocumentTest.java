package io.localstream.deploytest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.localstream.deploytest.Document.Commands;
import io.localstream.deploytest.Document.Place;
import io.localstream.deploytest.Document.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentTest {
  private static final Path PROJECT = Path.of("..", "..").toAbsolutePath().normalize();

  @TempDir private Path folder;

  @Test
  void shouldSayWhereTheyAreRun_whenThereAreCommandsInTheDocumentation() throws IOException {
    List<String> problems = new ArrayList<>();
    for (Path page : Document.pages(PROJECT)) {
      try {
        Document.read(PROJECT, page);
      } catch (IllegalArgumentException e) {
        problems.add(e.getMessage());
      }
    }

    assertThat(problems).isEmpty();
  }

  @Test
  void shouldHaveCommandsAndFilesInOrder_whenTheyAreToBeRun() throws IOException {
    Document document =
        read(
            """
            Put an event:
            <!-- test:deploy local -->
            ```bash
            echo one |
              cat
            ```

            1. **Run** it:

               <!-- test:deploy aws -->
               ```sh
               echo two
               ```

            **`src/Main.java`**

            ```java
            class Main {}
            ```

            ```java
            not.aFile();
            ```
            """);

    assertThat(document.steps())
        .containsExactly(
            new Commands(3, Place.LOCAL, "echo one |\n  cat"),
            new Commands(11, Place.AWS, "   echo two"),
            new SourceFile(17, "src/Main.java", "class Main {}\n"));
  }

  @Test
  void shouldLeaveThemOut_whenCommandsAreRunElsewhereOrNotAtAll() throws IOException {
    Files.writeString(folder.resolve("run"), "");

    Document document =
        read(
            """
            <!-- run by: run -->
            ```bash
            echo one
            ```
            <!-- not run: takes an hour -->
            ```bash
            sleep 3600
            ```
            """);

    assertThat(document.steps()).isEmpty();
  }

  @Test
  void shouldHaveThePartsThatHaveSomethingToDo_whenItIsReadBySections() throws IOException {
    read(
        """
        # Page

        ## One

        <!-- test:deploy project -->
        ```bash
        echo one
        ```

        ## Text

        ## Two

        <!-- test:deploy project -->
        ```bash
        echo two
        ```

        <!-- test:deploy project -->
        ```bash
        echo three
        ```
        """);

    assertThat(Document.sections(folder, "page.md"))
        .containsExactly(
            new Document("page.md, One", List.of(new Commands(6, Place.PROJECT, "echo one"))),
            new Document(
                "page.md, Two",
                List.of(
                    new Commands(15, Place.PROJECT, "echo two"),
                    new Commands(20, Place.PROJECT, "echo three"))));
  }

  @ParameterizedTest
  @CsvSource({
    "echo one, 'page.md:2: add a marker that says where these commands are run: see"
        + " CONTRIBUTING.md'",
    "<!-- test:deploy locl -->, 'page.md:1: the marker must be project, local or aws'",
    "<!-- run by: nothing -->, 'page.md:1: there is no file nothing'",
    "<!-- not run: -->, 'page.md:2: add a marker that says where these commands are run: see"
        + " CONTRIBUTING.md'",
  })
  void shouldNameTheLine_whenTheMarkOfCommandsIsMissingOrWrong(String mark, String message) {
    assertThatThrownBy(() -> read(mark + "\n```console\necho one\n```\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void shouldNameTheLine_whenNoCommandsFollowAMark() {
    assertThatThrownBy(() -> read("Text\n<!-- test:deploy local -->\n\n```bash\necho one\n```\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("page.md:2: a block of commands must follow this marker");
  }

  @Test
  void shouldNameTheLine_whenABlockHasNoEnd() {
    assertThatThrownBy(() -> read("```text\none\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("page.md:1: this block has no end");
  }

  private Document read(String markdown) throws IOException {
    return Document.read(folder, Files.writeString(folder.resolve("page.md"), markdown));
  }
}
