package io.kinesispipeline.infra.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the templates with those in {@code src/test/resources/snapshots}, so that reviewers see
 * how a change affects them. {@code -Dsnapshots=update} updates the snapshots.
 */
@Execution(ExecutionMode.CONCURRENT)
class TemplateSnapshotTest {
  private static final ObjectWriter JSON =
      new ObjectMapper()
          .writer(
              new DefaultPrettyPrinter()
                  .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE));

  private static final boolean UPDATE = System.getProperty("snapshots", "").equals("update");
  private static final String ADVICE =
      "run the test with -Dsnapshots=update, and review the changes";

  static final List<String> CONFIGURATIONS = Configurations.NAMES;

  static Stream<Arguments> templates() {
    return Configurations.NAMES.stream()
        .flatMap(name -> Configurations.stacks().stream().map(stack -> Arguments.of(name, stack)));
  }

  @ParameterizedTest
  @MethodSource("templates")
  void shouldMatchSnapshot(String configuration, String stack) throws IOException {
    Path snapshot = snapshots(configuration).resolve(stack + ".json");
    JsonNode template = Configurations.template(configuration, stack);
    String text = JSON.writeValueAsString(template) + System.lineSeparator();
    if (UPDATE) {
      Files.createDirectories(snapshot.getParent());
      Files.writeString(snapshot, text);
    }

    assertThat(snapshot).as(ADVICE).exists();
    assertThat(text).as(ADVICE).isEqualTo(Files.readString(snapshot));
  }

  @ParameterizedTest
  @FieldSource("CONFIGURATIONS")
  void shouldKeepNoSnapshot_whenItsStackIsGone(String configuration) throws IOException {
    if (UPDATE) {
      Files.createDirectories(snapshots(configuration));
    }
    List<Path> stale;
    try (Stream<Path> files = Files.list(snapshots(configuration))) {
      stale =
          files
              .filter(file -> !Configurations.stacks().contains(stackOf(file)))
              .collect(Collectors.toCollection(ArrayList::new));
    }
    if (UPDATE) {
      for (Path file : stale) {
        Files.delete(file);
      }
      stale.clear();
    }

    assertThat(stale).as(ADVICE).isEmpty();
  }

  private static Path snapshots(String configuration) {
    return Path.of("src", "test", "resources", "snapshots", configuration);
  }

  private static String stackOf(Path snapshot) {
    String name = snapshot.getFileName().toString();
    return name.substring(0, name.length() - ".json".length());
  }

  @ParameterizedTest
  @MethodSource("templates")
  void shouldPassValidationWithoutWarning(String configuration, String stack) {
    Path assembly = Configurations.assembly(configuration);

    assertThat(
            Configurations.read(assembly.resolve("validation-report.json")).path("pluginReports"))
        .isEmpty();
    assertThat(Configurations.read(assembly.resolve("manifest.json")).toString())
        .doesNotContain("aws:cdk:warning", "aws:cdk:error");
  }
}
