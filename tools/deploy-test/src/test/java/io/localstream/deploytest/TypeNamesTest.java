package io.localstream.deploytest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No module of the project has two types of one simple name, nested types and tests included. */
class TypeNamesTest {
  private static final Path PROJECT = Path.of("..", "..").toAbsolutePath().normalize();

  @Test
  void shouldHaveOneTypeOfEachName_whenTypesAreInOneModule() throws IOException {
    assertThat(TypeNames.repeated(PROJECT)).isEmpty();
  }

  @Test
  void shouldNameBothFiles_whenTwoTypesOfOneModuleHaveOneName(@TempDir Path folder)
      throws IOException {
    write(folder.resolve("a/src/main/java/First.java"), "class First { enum Kind { ONE } }");
    write(folder.resolve("a/src/test/java/Second.java"), "record Second() { record Kind() {} }");
    write(folder.resolve("b/src/main/java/Third.java"), "interface Third { class Kind {} }");

    assertThat(TypeNames.repeated(folder))
        .containsExactly("a: Kind is in First.java and Second.java");
  }

  @Test
  void shouldNameTheFileOnce_whenBothTypesAreInIt(@TempDir Path folder) throws IOException {
    write(
        folder.resolve("src/main/java/Local.java"),
        """
        class Local {
          void first() { class Handler {} }
          void second() { class Handler {} }
        }
        """);

    assertThat(TypeNames.repeated(folder)).containsExactly("the project: Handler is in Local.java");
  }

  private static void write(Path file, String source) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
  }
}
