package io.localstream.engine.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTailTest {
  private final LogTail tail = new LogTail();

  @Test
  void shouldHaveALineForEachEvent_whenThereAreFew() {
    tail.add("START");
    tail.add("grün");

    assertThat(tail.bytes()).isEqualTo("START\ngrün\n".getBytes(UTF_8));
  }

  @Test
  void shouldKeepTheLast4Kilobytes_whenThereIsMore() {
    tail.add("x".repeat(LogTail.MAX_BYTES));
    tail.add("REPORT");

    assertThat(tail.bytes()).hasSize(4096);
    assertThat(new String(tail.bytes(), UTF_8)).endsWith("x\nREPORT\n");
  }

  @Test
  void shouldBeginAnew_whenItIsCleared() {
    tail.add("first");
    tail.clear();
    tail.add("second");

    assertThat(tail.bytes()).isEqualTo("second\n".getBytes(UTF_8));
  }
}
