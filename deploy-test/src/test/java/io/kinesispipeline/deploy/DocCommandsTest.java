package io.kinesispipeline.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DocCommandsTest {
  private static final String DOCUMENT =
      """
      Put an event:

      <!-- test:deploy local -->
      ```bash
      echo one |
        cat
      ```

      ```bash
      echo not marked
      ```

      <!-- test:deploy aws -->
      ```bash
      echo two
      ```
      """;

  @Test
  void shouldFindMarkedBlocksOfAKindOnly_whenThereAreOthers() {
    assertThat(DocCommands.in(DOCUMENT, "local")).containsExactly("echo one |\n  cat");
    assertThat(DocCommands.in(DOCUMENT, "aws")).containsExactly("echo two");
  }

  @Test
  void shouldNameTheLine_whenNoBlockFollowsAMark() {
    String markdown = "Text\n<!-- test:deploy local -->\n\n```bash\necho one\n```\n";

    assertThatThrownBy(() -> DocCommands.in(markdown, "local"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the mark in line 2 must be followed by a line ```bash");
  }

  @Test
  void shouldNameTheLine_whenAMarkIsMistyped() {
    assertThatThrownBy(() -> DocCommands.in("<!-- test:deploy locl -->\n```bash\n```", "local"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the mark in line 1 must say one of [local, aws]");
  }
}
