package io.localstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.assembly.AssemblyReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeaderTest {
  private static final String PATTERN = "{\"data\":{\"message\":[\"Hello\"]}}";

  @TempDir private Path folder;

  @Test
  void shouldShowTheTimestampOfTheStartingPosition() throws Exception {
    assertThat(
            mapping(
                Map.of(
                    "StartingPosition",
                    "AT_TIMESTAMP",
                    "StartingPositionTimestamp",
                    1_750_000_000)))
        .endsWith(", from AT_TIMESTAMP 2025-06-15T15:06:40Z");
  }

  @Test
  void shouldShowTheFilterPatterns() throws Exception {
    assertThat(mapping(filters(PATTERN, "{\"data\":{}}")))
        .endsWith(", filtered by " + PATTERN + " or {\"data\":{}}");
  }

  @Test
  void shouldCutTheFilterPatterns_whenTheyAreLong() throws Exception {
    String longPattern = PATTERN.replace("Hello", "x".repeat(200));

    assertThat(mapping(filters(longPattern)))
        .endsWith(", filtered by " + longPattern.substring(0, 100) + "…");
  }

  @Test
  void shouldShowNeither_whenTheMappingHasNone() throws Exception {
    assertThat(mapping(Map.of())).endsWith(", from TRIM_HORIZON");
  }

  private String mapping(Map<String, Object> properties) throws IOException {
    return Header.mapping(
        AssemblyReader.read(
                new AssemblyCopy(folder.resolve("cdk.out")).mapping(properties).folder())
            .mappings()
            .get(0));
  }

  private static Map<String, Object> filters(String... patterns) {
    return Map.of(
        "FilterCriteria",
        Map.of("Filters", List.of(patterns).stream().map(p -> Map.of("Pattern", p)).toList()));
  }
}
