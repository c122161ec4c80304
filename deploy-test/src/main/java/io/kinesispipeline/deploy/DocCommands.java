package io.kinesispipeline.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The shell commands of the documentation that are marked to be run: the fenced block right after a
 * comment, which no reader sees. {@code <!-- test:deploy local -->} runs it against a local run,
 * {@code <!-- test:deploy aws -->} against the deployed stacks.
 */
final class DocCommands {
  private static final Pattern MARK = Pattern.compile("<!-- test:deploy (\\S+) -->");
  private static final List<String> KINDS = List.of("local", "aws");
  private static final String FENCE = "```";

  private DocCommands() {}

  /** The marked blocks of a kind in the README and in {@code docs}, in the order of the files. */
  static List<String> ofProject(String kind) throws IOException {
    try (Stream<Path> docs = Files.walk(Project.ROOT.resolve("docs"))) {
      return Stream.concat(Stream.of(Project.ROOT.resolve("README.md")), docs.sorted())
          .filter(file -> file.toString().endsWith(".md"))
          .flatMap(file -> in(read(file), kind).stream())
          .toList();
    }
  }

  /**
   * The marked blocks of a kind.
   *
   * @throws IllegalArgumentException when a mark is of no known kind, or no block follows it
   */
  static List<String> in(String markdown, String kind) {
    List<String> blocks = new ArrayList<>();
    List<String> lines = markdown.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Matcher mark = MARK.matcher(lines.get(i).strip());
      if (!mark.matches()) {
        continue;
      }
      if (!KINDS.contains(mark.group(1))) {
        throw wrong(i, "must say one of " + KINDS);
      }
      if (i + 1 == lines.size() || !lines.get(i + 1).strip().equals(FENCE + "bash")) {
        throw wrong(i, "must be followed by a line " + FENCE + "bash");
      }
      if (mark.group(1).equals(kind)) {
        blocks.add(block(lines.subList(i + 2, lines.size())));
      }
    }
    return blocks;
  }

  private static String block(List<String> lines) {
    return String.join(
        "\n", lines.stream().takeWhile(line -> !line.strip().equals(FENCE)).toList());
  }

  private static IllegalArgumentException wrong(int line, String problem) {
    return new IllegalArgumentException("the mark in line %d %s".formatted(line + 1, problem));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
