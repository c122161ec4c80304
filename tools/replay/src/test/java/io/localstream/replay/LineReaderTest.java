package io.localstream.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  @Test
  void shouldNumberLinesAndSkipBlankOnes() {
    assertThat(read("a\n\n  \nb\r\nc", 1)).containsExactly("1 a", "4 b", "5 c");
  }

  @Test
  void shouldBeginAtALine_whenItIsNotTheFirst() {
    assertThat(read("a\n\nb\nc\n", 3)).containsExactly("3 b", "4 c");
    assertThat(read("a\nb\n", 7)).isEmpty();
  }

  @Test
  void shouldFindNothing_whenTheInputIsEmpty() {
    assertThat(read("", 1)).isEmpty();
  }

  private static List<String> read(String text, long from) {
    List<String> lines = new ArrayList<>();
    try (LineReader reader = LineReader.of(new ByteArrayInputStream(text.getBytes(UTF_8)))) {
      reader.skipTo(from);
      for (Optional<Line> line = reader.next(); line.isPresent(); line = reader.next()) {
        lines.add(line.get().number() + " " + new String(line.get().bytes(), UTF_8));
      }
    }
    return lines;
  }
}
