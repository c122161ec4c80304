package io.kinesispipeline.infra.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Compares the table of settings in the reference with the settings. {@code -Dsnapshots=update}
 * updates the table.
 */
class SettingsTableTest {
  private static final Path REFERENCE = Path.of("..", "docs", "reference.md");
  private static final String START = "<!-- settings: written by SettingsTableTest -->\n";
  private static final String END = "<!-- end of settings -->";

  @Test
  void shouldListEverySettingInReference() throws IOException {
    String reference = Files.readString(REFERENCE);
    int start = reference.indexOf(START) + START.length();
    int end = reference.indexOf(END);
    assertThat(start).isGreaterThanOrEqualTo(START.length()).isLessThanOrEqualTo(end);
    if (System.getProperty("snapshots", "").equals("update")) {
      reference = reference.substring(0, start) + table() + reference.substring(end);
      Files.writeString(REFERENCE, reference);
      end = reference.indexOf(END);
    }

    assertThat(reference.substring(start, end))
        .as("run the test with -Dsnapshots=update, and review the changes")
        .isEqualTo(table());
  }

  private static String table() {
    return "| Setting | Range | Default | Meaning |\n|---|---|---|---|\n"
        + Settings.ALL.stream().map(SettingsTableTest::row).collect(Collectors.joining());
  }

  private static String row(Setting<?> setting) {
    String defaultText =
        setting.defaultJson().equals("") ? "none" : "`" + setting.defaultJson() + "`";
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            setting.name(),
            setting.range().replace("|", "\\|").replace("<", "&lt;"),
            defaultText,
            setting.description());
  }
}
