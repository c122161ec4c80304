package io.localstream.engine.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DebuggerTest {
  @Test
  void shouldReportThatItListens_andKeepThatOutOfTheLog() {
    List<String> log = new ArrayList<>();
    List<Boolean> suspended = new ArrayList<>();
    Consumer<String> lines = new Debugger(5005, false, suspended::add).watching(log::add);

    lines.accept("Listening for transport dt_socket at address: 5005");
    lines.accept("hello");
    lines.accept("Listening for orders");

    assertThat(suspended).containsExactly(false);
    assertThat(log).containsExactly("hello", "Listening for orders");
  }

  @Test
  void shouldSayThatEachNewProcessWaits_untilItsDebuggerHasLeft() {
    List<Boolean> suspended = new ArrayList<>();
    Debugger debugger = new Debugger(5005, true, suspended::add);
    String listening = "Listening for transport dt_socket at address: 5005";

    Consumer<String> first = debugger.watching(line -> {});
    first.accept(listening);
    first.accept(listening);
    debugger.watching(line -> {}).accept(listening);

    assertThat(suspended).containsExactly(true, false, true);
  }
}
