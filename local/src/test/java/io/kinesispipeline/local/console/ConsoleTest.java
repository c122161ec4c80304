package io.kinesispipeline.local.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinesispipeline.local.lambda.LogLine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final String ESCAPE = "\u001b";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void shouldAlignTheFunctionsLogs() {
    Console console = console(false);
    console.log(new LogLine(TIME, "short", false, "one"));
    console.log(new LogLine(TIME, "much-longer", true, "two"));

    assertThat(lines())
        .containsExactly(
            "03:04:05.678 short       │ one", //
            "03:04:05.678 much-longer │ two");
  }

  @Test
  void shouldWritePlainText_whenTheOutputIsNoTerminal() {
    Console console = console(false);
    console.log(new LogLine(TIME, "short", true, "START"));
    console.notice("notice");
    console.error("error");

    assertThat(out.toString(UTF_8)).doesNotContain(ESCAPE);
  }

  @Test
  void shouldGiveEachFunctionAColour_whenTheOutputIsATerminal() {
    Console console = console(true);
    console.log(new LogLine(TIME, "short", false, "one"));
    console.log(new LogLine(TIME, "much-longer", false, "two"));

    assertThat(lines().get(0)).contains(ESCAPE + "[36mshort").endsWith("│ one");
    assertThat(lines().get(1)).contains(ESCAPE + "[33mmuch-longer").endsWith("│ two");
  }

  @Test
  void shouldLeaveNoStyleBehind_whenALineIsStyled() {
    console(true).notice("notice");

    assertThat(lines()).containsExactly(ESCAPE + "[1mnotice" + ESCAPE + "[0m");
  }

  private Console console(boolean ansi) {
    return new Console(
        new PrintStream(out, true, UTF_8), ansi, List.of("short", "much-longer"), ZoneOffset.UTC);
  }

  private List<String> lines() {
    return out.toString(UTF_8).lines().toList();
  }
}
