package io.localstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DebuggerNoticesTest {
  private final List<String> said = new ArrayList<>();
  private final DebuggerNotices notices = new DebuggerNotices(said::add);

  @Test
  void shouldSayOnceHowToAttach_whenAFunctionListensAgain() {
    notices.listening("consumer", 5005, false);
    assertThat(said).first().isEqualTo("consumer can be debugged at 127.0.0.1:5005");
    assertThat(said)
        .anyMatch(line -> line.contains("IntelliJ") && line.contains("port 5005"))
        .anyMatch(line -> line.contains("VS Code") && line.contains("\"port\": 5005"))
        .anyMatch(line -> line.contains("Eclipse") && line.contains("port 5005"))
        .anyMatch(line -> line.endsWith("jdb -attach 127.0.0.1:5005"));
    said.clear();

    notices.listening("consumer", 5005, false);

    assertThat(said).containsExactly("consumer can be debugged at 127.0.0.1:5005");
  }

  @Test
  void shouldSayThatTheFunctionWaits_whenItIsSuspended() {
    notices.listening("consumer", 5005, true);

    assertThat(said).first().isEqualTo("consumer waits for a debugger at 127.0.0.1:5005");
  }

  @Test
  void shouldNameEachFunctionOnce_whenTheRunStops() {
    notices.waitingFor(List.of("consumer"));
    notices.waitingFor(List.of("consumer", "producer"));

    assertThat(said).hasSize(2);
    assertThat(said.get(0)).startsWith("consumer is stopped at a breakpoint");
    assertThat(said.get(1)).startsWith("producer is stopped at a breakpoint");
  }
}
