package io.localstream.deploytest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The steps of a page of the documentation, in order: fenced blocks of commands, and files to
 * write. A comment before each block of commands, which is not rendered, says where the block is
 * run:
 *
 * <ul>
 *   <li>{@code <!-- test:deploy project -->}: in a copy of the project
 *   <li>{@code <!-- test:deploy local -->}: in that copy, while {@code npm start} runs; {@code npm
 *       start} itself starts the run of the blocks after it
 *   <li>{@code <!-- test:deploy aws -->}: in that copy, with the deployed stacks
 *   <li>{@code <!-- run by: .ci/run -->}: by the named file of the project
 *   <li>{@code <!-- not run: reason -->}
 * </ul>
 *
 * @param name the page's path in the project, with the heading if it is one section
 * @param steps the steps to run here; blocks that are run elsewhere or not at all are omitted
 */
record Document(String name, List<Step> steps) {
  private static final String HEADING = "## ";
  private static final Set<String> SHELLS = Set.of("bash", "sh", "shell", "zsh", "console");
  private static final Pattern FENCE = Pattern.compile("\\s*```+\\s*(\\w*).*");
  private static final Pattern MARK =
      Pattern.compile("\\s*<!-- (test:deploy|run by:|not run:) (\\S.*) -->\\s*");
  private static final Pattern FILE = Pattern.compile("\\*\\*`(\\S+/\\S+)`\\*\\*");

  /** A step, with its line in the page. */
  sealed interface Step {
    int line();
  }

  /** Commands for a shell. */
  record Commands(int line, Place place, String text) implements Step {}

  /** A file to write; the line before the fence has its path. */
  record SourceFile(int line, String path, String text) implements Step {}

  /** Where commands are run. */
  enum Place {
    PROJECT,
    LOCAL,
    AWS
  }

  /** Returns the pages in the project's folder and in {@code docs}. */
  static List<Path> pages(Path project) throws IOException {
    try (Stream<Path> root = Files.list(project);
        Stream<Path> docs = Files.walk(project.resolve("docs"))) {
      return Stream.concat(root.sorted(), docs.sorted())
          .filter(page -> page.toString().endsWith(".md"))
          .toList();
    }
  }

  /**
   * Reads a page.
   *
   * @throws IllegalArgumentException if a block of commands has no valid marker, or a marker has no
   *     block
   */
  static Document read(Path project, Path page) throws IOException {
    String name = project.relativize(page).toString();
    return new Reader(project, name, Files.readAllLines(page)).document();
  }

  /**
   * Reads the sections of a page, each named after the page and its heading.
   *
   * @return the sections of the second level that have steps
   * @throws IllegalArgumentException as {@link #read} does
   */
  static List<Document> sections(Path project, String page) throws IOException {
    List<String> lines = Files.readAllLines(project.resolve(page));
    Map<String, List<Step>> sections = new LinkedHashMap<>();
    for (Step step : read(project, project.resolve(page)).steps()) {
      String heading =
          lines.subList(0, step.line()).stream()
              .filter(line -> line.startsWith(HEADING))
              .reduce(HEADING, (earlier, last) -> last);
      String name = page + ", " + heading.substring(HEADING.length());
      sections.computeIfAbsent(name, none -> new ArrayList<>()).add(step);
    }
    return sections.entrySet().stream()
        .map(section -> new Document(section.getKey(), List.copyOf(section.getValue())))
        .toList();
  }

  private static final class Reader {
    private final Path project;
    private final String name;
    private final List<String> lines;
    private final List<Step> steps = new ArrayList<>();

    Reader(Path project, String name, List<String> lines) {
      this.project = project;
      this.name = name;
      this.lines = lines;
    }

    Document document() {
      for (int i = 0; i < lines.size(); i++) {
        Matcher fence = FENCE.matcher(lines.get(i));
        if (fence.matches()) {
          int end = endOf(i);
          block(i, fence.group(1), String.join("\n", lines.subList(i + 1, end)));
          i = end;
        } else if (MARK.matcher(lines.get(i)).matches() && !isCommands(i + 1)) {
          throw wrong(i, "a block of commands must follow this marker");
        }
      }
      return new Document(name, List.copyOf(steps));
    }

    private int endOf(int start) {
      for (int i = start + 1; i < lines.size(); i++) {
        if (lines.get(i).strip().equals("```")) {
          return i;
        }
      }
      throw wrong(start, "this block has no end");
    }

    private boolean isCommands(int line) {
      Matcher fence = FENCE.matcher(line < lines.size() ? lines.get(line) : "");
      return fence.matches() && SHELLS.contains(fence.group(1));
    }

    private void block(int line, String language, String text) {
      if (SHELLS.contains(language)) {
        commands(line, text);
        return;
      }
      Matcher file = FILE.matcher(line < 2 ? "" : lines.get(line - 2));
      if (file.matches()) {
        steps.add(new SourceFile(line + 1, file.group(1), text + "\n"));
      }
    }

    private void commands(int line, String text) {
      Matcher mark = MARK.matcher(line == 0 ? "" : lines.get(line - 1));
      if (!mark.matches()) {
        throw wrong(
            line, "add a marker that says where these commands are run: see CONTRIBUTING.md");
      }
      String value = mark.group(2);
      if (mark.group(1).equals("test:deploy")) {
        steps.add(new Commands(line + 1, place(line - 1, value), text));
      } else if (mark.group(1).equals("run by:") && !Files.isRegularFile(project.resolve(value))) {
        throw wrong(line - 1, "there is no file " + value);
      }
    }

    private Place place(int line, String value) {
      return Stream.of(Place.values())
          .filter(place -> place.name().toLowerCase(Locale.ROOT).equals(value))
          .findFirst()
          .orElseThrow(() -> wrong(line, "the marker must be project, local or aws"));
    }

    private IllegalArgumentException wrong(int line, String problem) {
      return new IllegalArgumentException("%s:%d: %s".formatted(name, line + 1, problem));
    }
  }
}
