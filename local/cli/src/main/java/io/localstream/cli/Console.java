package io.localstream.cli;

import io.localstream.engine.assembly.Deployment.LogLevel;
import io.localstream.engine.cloudwatch.LogEvent;
import java.io.PrintStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * What the person sees: notices, and the functions' logs, one colour a function on a terminal. What
 * events, functions and AWS say comes without control characters, which could move the cursor or
 * change what is already shown: they are written as in <code>&#92;u001b</code>.
 */
final class Console {
  private static final List<String> COLOURS = List.of("cyan", "yellow", "magenta", "green", "blue");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\t\n]]");

  private final PrintStream out;
  private final Ansi ansi;
  private final Map<String, String> labels;
  private final ZoneId zone;
  private final List<String> heldBack = new ArrayList<>();
  private boolean open;

  /** Writes to a stream; the functions have their colours in the order of their names here. */
  Console(PrintStream out, boolean ansi, List<String> functionNames, ZoneId zone) {
    this.out = out;
    this.ansi = ansi ? Ansi.ON : Ansi.OFF;
    this.zone = zone;
    int width = functionNames.stream().mapToInt(String::length).max().orElse(0);
    this.labels =
        IntStream.range(0, functionNames.size())
            .boxed()
            .collect(
                Collectors.toMap(
                    functionNames::get,
                    i -> label(functionNames.get(i), width, COLOURS.get(i % COLOURS.size()))));
  }

  private String label(String functionName, int width, String colour) {
    String padded = functionName + " ".repeat(width - functionName.length());
    return ansi.string("@|" + colour + " " + padded + "|@");
  }

  /** Shows what it has held back, and everything from now on at once. */
  synchronized void open() {
    heldBack.forEach(out::println);
    heldBack.clear();
    open = true;
    out.flush();
  }

  /**
   * Shows an event of a function's log, once this is open. On a terminal Lambda's own events stand
   * back; warnings and errors stand out everywhere.
   */
  void log(LogEvent event) {
    // Lambda's runtime ends what it writes of an exception by an empty line.
    String body = event.text().stripTrailing();
    if (body.isEmpty()) {
      return;
    }
    String head =
        TIME.format(event.time().atZone(zone)) + " " + labels.get(event.function().name()) + " │ ";
    boolean marked = !event.platform() && event.level().compareTo(LogLevel.WARN) >= 0;
    String text = marked ? event.level() + " " + body : body;
    show(text.lines().map(line -> head + styled(event, escaped(line))).toList());
  }

  private String styled(LogEvent event, String line) {
    return switch (event.level()) {
      case ERROR, FATAL -> styled("fg_red", line);
      case WARN -> styled("fg_yellow", line);
      default -> event.platform() ? styled("faint", line) : line;
    };
  }

  private synchronized void show(List<String> lines) {
    if (open) {
      lines.forEach(out::println);
      out.flush();
    } else {
      heldBack.addAll(lines);
    }
  }

  /** Shows something that the run itself has to say. */
  void notice(String text) {
    print(styled("bold", escaped(text)));
  }

  /** Shows something that went wrong. */
  void error(String text) {
    print(styled("fg_red", escaped(text)));
  }

  /** Shows a text. */
  void println(String text) {
    print(escaped(text));
  }

  private synchronized void print(String text) {
    out.println(text);
    out.flush();
  }

  /** Replaces all control characters but tabs and line feeds. */
  static String escaped(String text) {
    return CONTROL.matcher(text).replaceAll(c -> "\\\\u%04x".formatted((int) c.group().charAt(0)));
  }

  /** Ends by a reset: what ends bold alone underlines on some terminals. */
  private String styled(String style, String text) {
    return ansi.enabled() ? Style.on(Style.valueOf(style)) + text + Style.on(Style.reset) : text;
  }
}
