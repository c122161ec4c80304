package io.localstream.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the page about the event source mapping against the tests that it names. */
class EventSourceMappingPageTest {
  private static final Path PROJECT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");
  private static final Pattern ROW_TEST = Pattern.compile("void row([A-J])_\\w+\\(");

  private final List<String> rows = tableRows();

  @Test
  void shouldNameTestsThatExist_inEachRow() throws IOException {
    List<Path> sources = testSources();
    List<String> missing = new ArrayList<>();
    for (String row : rows) {
      Matcher test = TEST.matcher(row);
      assertThat(test.find()).as("a test in the row %s", row).isTrue();
      do {
        if (!has(sources, test.group(1), test.group(2))) {
          missing.add(test.group(1) + "." + test.group(2));
        }
      } while (test.find());
    }

    assertThat(missing).as("tests that the page names and that are not there").isEmpty();
  }

  @Test
  void shouldHaveEachRecordedRow_withATestNamedAfterIt() {
    List<String> recorded = rows.stream().filter(row -> row.matches("\\| [A-Z] \\|.*")).toList();

    assertThat(recorded)
        .extracting(row -> row.substring(2, 3))
        .containsExactly("A", "B", "C", "D", "E", "F", "G", "H", "I", "J");
    assertThat(recorded)
        .allSatisfy(row -> assertThat(row).contains(".row" + row.substring(2, 3) + "_"));
  }

  @Test
  void shouldNameEachTestOfARecordedRow() throws IOException {
    String page = String.join("\n", rows);
    List<String> unnamed = new ArrayList<>();
    for (Path source : testSources()) {
      Matcher test = ROW_TEST.matcher(Files.readString(source));
      while (test.find()) {
        String name = test.group().replaceAll("void |\\(", "");
        String simpleName = source.getFileName().toString().replace(".java", "");
        if (!page.contains("`" + simpleName + "." + name + "`")) {
          unnamed.add(simpleName + "." + name);
        }
      }
    }

    assertThat(unnamed).as("tests of recorded rows that the page does not name").isEmpty();
  }

  private static boolean has(List<Path> sources, String type, String method) throws IOException {
    for (Path source : sources) {
      if (source.endsWith(type + ".java")
          && Files.readString(source).contains("void " + method + "(")) {
        return true;
      }
    }
    return false;
  }

  private static List<Path> testSources() throws IOException {
    try (Stream<Path> engine = Files.walk(PROJECT.resolve("local/engine/src/test/java"));
        Stream<Path> cli = Files.walk(PROJECT.resolve("local/cli/src/test/java"))) {
      return Stream.concat(engine, cli).filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  /** Returns the rows of the page's tables, without the header rows. */
  private static List<String> tableRows() {
    try (Stream<String> lines = Files.lines(PROJECT.resolve("docs/event-source-mapping.md"))) {
      return lines
          .filter(line -> line.startsWith("|"))
          .filter(line -> !line.startsWith("|---") && !line.contains("| shown by |"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
