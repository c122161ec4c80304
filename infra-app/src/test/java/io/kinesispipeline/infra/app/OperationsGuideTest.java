package io.kinesispipeline.infra.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesispipeline.infra.common.PipelineAlarm;
import io.kinesispipeline.infra.common.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever an alarm wakes must find its section, and no advice about one that is gone. */
class OperationsGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "OPERATIONS.md");
  private static final String ALARM = "((?:producer|consumer)-lambda-[a-z]+(?:-[a-z]+)*)";
  private static final List<String> ALARMS =
      Arrays.stream(PipelineAlarm.values()).map(alarm -> alarm.nameIn(Stage.NONE)).toList();

  @Test
  void shouldHaveOneSectionForEachAlarm() throws IOException {
    assertThat(alarmsIn("(?m)^### " + ALARM + "$")).containsExactlyInAnyOrderElementsOf(ALARMS);
  }

  @Test
  void shouldNameNoAlarmThatDoesNotExist() throws IOException {
    assertThat(alarmsIn(ALARM)).isNotEmpty().isSubsetOf(ALARMS);
  }

  private static List<String> alarmsIn(String context) throws IOException {
    return Pattern.compile(context)
        .matcher(Files.readString(GUIDE))
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
