package io.localstream.deploytest;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The references of a documentation page outside its fenced blocks: test classes and their methods,
 * files of the project, and headings.
 *
 * @param tests the sources of each test class of the project, by its simple name
 */
record DocumentReferences(Map<String, String> tests) {
  private static final Set<String> SKIPPED = Set.of(".git", "target", "node_modules", "cdk.out");
  private static final Pattern SOURCE = Pattern.compile("(\\w+(?:Test|IT))\\.java");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT))(?:\\.(\\w+))?`");
  private static final Pattern LINK =
      Pattern.compile("\\]\\(\\s*(?!https?:|mailto:)([^)#\\s]*)(?:#([^)\\s]*))?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```");

  /** Reads the test sources of the project. */
  static DocumentReferences in(Path project) throws IOException {
    Map<String, String> tests = new HashMap<>();
    Files.walkFileTree(
        project,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return SKIPPED.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            var name = SOURCE.matcher(file.getFileName().toString());
            if (name.matches()) {
              tests.merge(name.group(1), Files.readString(file), String::concat);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return new DocumentReferences(Map.copyOf(tests));
  }

  /**
   * Returns the tests that the page names as {@code `Class`} or {@code `Class.method`} and that do
   * not exist.
   */
  List<String> missingTests(Path page) throws IOException {
    return TEST.matcher(prose(page))
        .results()
        .filter(test -> !exists(test.group(1), test.group(2)))
        .map(test -> test.group().replace("`", ""))
        .toList();
  }

  private boolean exists(String test, String method) {
    return tests.containsKey(test)
        && (method == null || tests.get(test).contains(" void " + method + "("));
  }

  /** Returns the targets of the page's relative links that do not exist. */
  List<String> brokenLinks(Path page) throws IOException {
    List<String> broken = new ArrayList<>();
    for (MatchResult link : LINK.matcher(prose(page)).results().toList()) {
      String anchor = link.group(2);
      Path file = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1)).normalize();
      if (!Files.exists(file) || (anchor != null && !anchors(file).anyMatch(anchor::equals))) {
        broken.add(link.group(1) + (anchor == null ? "" : "#" + anchor));
      }
    }
    return broken;
  }

  /** Returns the anchors that GitHub gives the headings of a page. */
  private static Stream<String> anchors(Path page) throws IOException {
    return HEADING
        .matcher(prose(page))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(text -> text.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
  }

  private static String prose(Path page) throws IOException {
    return BLOCK.matcher(Files.readString(page)).replaceAll("");
  }
}
