package io.localstream.deploytest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * Checks that the local run and the tools do not depend on the pipeline's code, which a team
 * changes.
 */
class PlatformIndependenceTest {
  private static final Path PROJECT = Path.of("..", "..").toAbsolutePath().normalize();

  /**
   * The deploy test and {@code tools/benchmarks/harness} are exceptions: they name the modules that
   * they deploy or measure.
   */
  private static final String DEPLOYS_THE_MISSION = "tools/deploy-test";

  @Test
  void shouldNameNoModuleOfTheMission_whenItIsBuiltAndTested() throws Exception {
    Document pom = document(PROJECT.resolve("pom.xml"));
    List<String> modules = texts(pom.getElementsByTagName("module"));
    List<String> platform = modules.stream().filter(PlatformIndependenceTest::isPlatform).toList();
    List<String> mission =
        new ArrayList<>(modules.stream().filter(module -> !isPlatform(module)).toList());
    assertThat(platform).contains("local/engine");
    assertThat(mission).isNotEmpty();
    String group = texts(pom.getElementsByTagName("groupId")).get(0);
    mission.addAll(List.of(group, group.replace('.', '/')));
    Pattern named =
        Pattern.compile(
            mission.stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<![\\w-])(", ")(?![\\w-])")));

    List<String> found = new ArrayList<>();
    for (String module : platform) {
      Path folder = PROJECT.resolve(module);
      found.addAll(linesWith(named, folder, !module.equals(DEPLOYS_THE_MISSION)));
    }
    assertThat(found)
        .as("The local run and the tools must not name modules that a team can rename or remove")
        .isEmpty();
  }

  private static boolean isPlatform(String module) {
    return module.startsWith("local/") || module.startsWith("tools/");
  }

  private static List<String> linesWith(Pattern pattern, Path module, boolean code)
      throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(module)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path path = module.relativize(file);
        if (path.equals(Path.of("pom.xml")) || (code && path.startsWith("src"))) {
          List<String> lines = Files.readAllLines(file);
          for (int i = 0; i < lines.size(); i++) {
            if (pattern.matcher(lines.get(i)).find()) {
              found.add(PROJECT.relativize(file) + ":" + (i + 1) + ": " + lines.get(i).strip());
            }
          }
        }
      }
    }
    return found;
  }

  private static Document document(Path file) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }

  private static List<String> texts(NodeList nodes) {
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent())
        .toList();
  }
}
