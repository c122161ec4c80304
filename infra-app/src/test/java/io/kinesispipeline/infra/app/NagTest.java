package io.kinesispipeline.infra.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Checks the reports of cdk-nag, which have one line per rule and resource. */
class NagTest {
  static final List<String> CONFIGURATIONS = Configurations.NAMES;

  /** Rule, resource, compliance, reason: each field is quoted, with quotes inside doubled. */
  private static final Pattern LINE =
      Pattern.compile("\"(.*?)\",\"(.*?)\",\"(.*?)\",\"((?:[^\"]|\"\")*)\",.*");

  private record Finding(String rule, String resource, String compliance, String reason) {}

  @ParameterizedTest
  @FieldSource("CONFIGURATIONS")
  void shouldComply(String configuration) throws IOException {
    List<Finding> findings = findings(configuration);

    assertThat(findings).hasSizeGreaterThan(15);
    assertThat(findings)
        .extracting(Finding::compliance)
        .isSubsetOf("Compliant", "Suppressed", "N/A");
  }

  /** The template snapshots show which findings are suppressed. */
  @ParameterizedTest
  @FieldSource("CONFIGURATIONS")
  void shouldGiveReason_whenFindingIsSuppressed(String configuration) throws IOException {
    assertThat(findings(configuration))
        .filteredOn(finding -> finding.compliance().equals("Suppressed"))
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.reason()).hasSizeGreaterThan(20));
  }

  @Test
  void shouldSuppressKeyFindingOfStream_onlyWhenUserChoosesKey() throws IOException {
    for (String configuration : CONFIGURATIONS) {
      assertThat(findings(configuration))
          .filteredOn(f -> f.rule().equals("AwsSolutions-KDS3"))
          .extracting(Finding::compliance)
          .containsExactly(configuration.equals("maximal") ? "Suppressed" : "Compliant");
    }
  }

  private static List<Finding> findings(String configuration) throws IOException {
    try (Stream<Path> files = Files.list(Configurations.assembly(configuration))) {
      List<Path> reports =
          files.filter(file -> file.toString().endsWith("-NagReport.csv")).toList();
      assertThat(reports).hasSameSizeAs(Configurations.stacks());
      return reports.stream().flatMap(NagTest::read).toList();
    }
  }

  private static Stream<Finding> read(Path report) {
    try {
      return Files.readAllLines(report).stream()
          .skip(1)
          .map(LINE::matcher)
          .filter(Matcher::matches)
          .map(m -> new Finding(m.group(1), m.group(2), m.group(3), m.group(4)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
