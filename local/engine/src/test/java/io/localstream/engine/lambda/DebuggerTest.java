package io.localstream.engine.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DebuggerTest {
  @Test
  void shouldReportThatItListens_andKeepThatOutOfTheLog() {
    List<String> log = new ArrayList<>();
    AtomicInteger listening = new AtomicInteger();
    Consumer<String> lines =
        new Debugger(5005, false, listening::incrementAndGet).watching(log::add);

    lines.accept("Listening for transport dt_socket at address: 5005");
    lines.accept("hello");
    lines.accept("Listening for orders");

    assertThat(listening).hasValue(1);
    assertThat(log).containsExactly("hello", "Listening for orders");
  }
}
