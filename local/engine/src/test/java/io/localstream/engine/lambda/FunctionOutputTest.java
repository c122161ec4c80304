package io.localstream.engine.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionOutputTest {
  @TempDir Path folder;

  private final List<String> lines = new ArrayList<>();
  private Path file;
  private FunctionOutput output;

  @BeforeEach
  void open() throws Exception {
    file = Files.createFile(folder.resolve("output.log"));
    output = new FunctionOutput(file, lines::add);
  }

  @Test
  void shouldHoldBackALineUntilItIsComplete_whenItIsDrained() throws Exception {
    write("first\nsec");
    output.drain();
    assertThat(lines).containsExactly("first");

    write("ond\r\n\n");
    output.drain();
    assertThat(lines).containsExactly("first", "second", "");
  }

  @Test
  void shouldHandOnAnUnfinishedLine_whenItIsFlushed() throws Exception {
    write("unfinished");
    output.flush();
    output.flush();

    assertThat(lines).containsExactly("unfinished");
  }

  @Test
  void shouldSplitBetweenCharacters_whenALineIsTooLong() throws Exception {
    write("a" + "é".repeat(FunctionOutput.MAX_LINE_BYTES / 2 + 1) + "\n");
    output.drain();

    assertThat(lines).hasSize(2);
    assertThat(String.join("", lines))
        .isEqualTo("a" + "é".repeat(FunctionOutput.MAX_LINE_BYTES / 2 + 1));
  }

  @Test
  void shouldReadNothing_whenItIsClosed() throws Exception {
    write("late\n");
    output.close();
    output.flush();

    assertThat(lines).isEmpty();
  }

  @Test
  void shouldStartOverWithAnEmptyFile_whenItIsLargeAndAllOfItWasRead() throws Exception {
    String line = "x".repeat(FunctionOutput.LARGE_BYTES / 8);
    for (int i = 0; i < 9; i++) {
      write(line + "\n");
    }
    output.clear();
    assertThat(file).isNotEmptyFile();

    output.drain();
    output.clear();
    assertThat(file).isEmptyFile();

    write("next\n");
    output.drain();
    output.clear();
    assertThat(file).hasContent("next\n");
    assertThat(lines).hasSize(10).endsWith("next");
  }

  private void write(String text) throws Exception {
    Files.write(file, text.getBytes(UTF_8), APPEND);
  }
}
