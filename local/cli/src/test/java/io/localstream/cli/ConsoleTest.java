package io.localstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.assembly.Deployment.LogLevel;
import io.localstream.engine.cloudwatch.LogEvent;
import io.localstream.engine.cloudwatch.TestEvents;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private static final String ESCAPE = "\u001b";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void shouldAlignTheFunctionsLogs() {
    Console console = console(false);
    console.log(line("short", "one"));
    console.log(platform("two"));

    assertThat(lines())
        .containsExactly(
            "03:04:05.678 short       │ one", //
            "03:04:05.678 much-longer │ two");
  }

  @Test
  void shouldKeepTheStatusBelowEverythingElse_whenLinesCome() {
    Console console = console(true);
    console.status("one");
    console.status("one");
    console.println("line");
    console.status("");

    assertThat(out.toString(UTF_8))
        .isEqualTo("one\r" + ESCAPE + "[Kline" + System.lineSeparator() + "one\r" + ESCAPE + "[K");
  }

  @Test
  void shouldKeepTheStatusOnOneLine_whenItIsLongOrHoldsControlCharacters() {
    console(true).status(ESCAPE + "[2J" + "x".repeat(100));

    assertThat(out.toString(UTF_8)).startsWith("\\u001b[2Jx").endsWith("x…").hasSize(79);
  }

  @Test
  void shouldGiveEachLineItsHead_whenAnEventHasSeveral() {
    console(false).log(line("short", "one\n\tat two"));

    assertThat(lines())
        .containsExactly(
            "03:04:05.678 short       │ one", //
            "03:04:05.678 short       │ \tat two");
  }

  @Test
  void shouldShowNoEmptyLine_whenAnEventEndsByOne() {
    console(false).log(line("short", "one: java.lang.IllegalStateException\n\n"));

    assertThat(lines())
        .containsExactly("03:04:05.678 short       │ one: java.lang.IllegalStateException");
  }

  @Test
  void shouldShowNothing_whenThereIsNothingToRead() {
    console(false).log(line("short", ""));

    assertThat(lines()).isEmpty();
  }

  @Test
  void shouldHoldLogsBackButNoNotice_whenItIsNotOpenYet() {
    Console console = new Console(stream(), false, List.of("short"), ZoneOffset.UTC);
    console.log(line("short", "one"));
    console.notice("header");
    assertThat(lines()).containsExactly("header");

    console.open();
    console.log(line("short", "two"));
    assertThat(lines())
        .containsExactly("header", "03:04:05.678 short │ one", "03:04:05.678 short │ two");
  }

  @Test
  void shouldNameTheLevel_whenAFunctionWarns() {
    Console console = console(false);
    console.log(TestEvents.event("short", LogLevel.WARN, false, "hm"));
    console.log(TestEvents.event("short", LogLevel.ERROR, false, "oh"));
    console.log(TestEvents.event("short", LogLevel.WARN, true, "REPORT"));

    assertThat(lines())
        .containsExactly(
            "03:04:05.678 short       │ WARN hm",
            "03:04:05.678 short       │ ERROR oh",
            "03:04:05.678 short       │ REPORT");
  }

  @Test
  void shouldWritePlainText_whenTheOutputIsNoTerminal() {
    Console console = console(false);
    console.log(platform("START"));
    console.notice("notice");
    console.error("error");

    assertThat(out.toString(UTF_8)).doesNotContain(ESCAPE);
  }

  @Test
  void shouldShowControlCharactersEscaped_whenAFunctionPrintsThem() {
    String text = "a\tb\u0007\u001b[2J\u007f\u009b0m\u0000 é│😀\nnext\r\nlast";
    Console console = console(false);
    console.log(line("short", text));
    console.notice(text);
    console.error(text);
    console.println(text);

    String first = "a\tb\\u0007\\u001b[2J\\u007f\\u009b0m\\u0000 é│😀";
    String head = "03:04:05.678 short       │ ";
    assertThat(out.toString(UTF_8).split("\n"))
        .startsWith(head + first, head + "next", head + "last", first, "next\\u000d", "last", first)
        .hasSize(12);
  }

  @Test
  void shouldGiveEachFunctionAColour_whenTheOutputIsATerminal() {
    Console console = console(true);
    console.log(line("short", "one"));
    console.log(line("much-longer", "two"));

    assertThat(lines().get(0)).contains(ESCAPE + "[36mshort").endsWith("│ one");
    assertThat(lines().get(1)).contains(ESCAPE + "[33mmuch-longer").endsWith("│ two");
  }

  @Test
  void shouldShowErrorsInRed_whenTheOutputIsATerminal() {
    console(true).log(TestEvents.event("short", LogLevel.ERROR, false, "oh"));

    assertThat(lines().get(0)).endsWith(ESCAPE + "[31mERROR oh" + ESCAPE + "[0m");
  }

  @Test
  void shouldShowWhatWentWrongInRed_whenTheOutputIsATerminal() {
    console(true).error("wrong");

    assertThat(lines()).containsExactly(ESCAPE + "[31mwrong" + ESCAPE + "[0m");
  }

  @Test
  void shouldLeaveNoStyleBehind_whenALineIsStyled() {
    console(true).notice("notice");

    assertThat(lines()).containsExactly(ESCAPE + "[1mnotice" + ESCAPE + "[0m");
  }

  private static LogEvent line(String functionName, String text) {
    return TestEvents.event(functionName, LogLevel.INFO, false, text);
  }

  private static LogEvent platform(String text) {
    return TestEvents.event("much-longer", LogLevel.INFO, true, text);
  }

  private Console console(boolean ansi) {
    Console console = new Console(stream(), ansi, List.of("short", "much-longer"), ZoneOffset.UTC);
    console.open();
    return console;
  }

  private PrintStream stream() {
    return new PrintStream(out, true, UTF_8);
  }

  private List<String> lines() {
    return out.toString(UTF_8).lines().toList();
  }
}
