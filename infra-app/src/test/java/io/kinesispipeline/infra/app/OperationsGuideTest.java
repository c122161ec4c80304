package io.kinesispipeline.infra.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesispipeline.infra.common.ConsumerAlarm;
import io.kinesispipeline.infra.common.FunctionAlarm;
import io.kinesispipeline.infra.producer.ProducerAlarm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks that the runbook has a section for each alarm, and none for an alarm that no longer
 * exists.
 */
class OperationsGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "operations.md");

  /**
   * The alarms of each function, by the part of its name that stays the same if a project renames
   * its functions.
   */
  static List<Arguments> alarms() {
    return List.of(
        Arguments.of("producer", ProducerAlarm.values()),
        Arguments.of("consumer", ConsumerAlarm.values()));
  }

  @ParameterizedTest
  @MethodSource("alarms")
  void shouldHaveOneSectionForEachAlarm(String function, FunctionAlarm... alarms)
      throws IOException {
    String heading = "### ([a-z]+-)*" + function + "(-lambda)?-";

    assertThat(Files.readAllLines(GUIDE))
        .filteredOn(line -> line.matches(heading + ".*"))
        .map(line -> line.replaceFirst(heading, ""))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(alarms).map(FunctionAlarm::suffix).toList());
  }
}
