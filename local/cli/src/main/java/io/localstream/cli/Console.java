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
 * Prints notices and the functions' logs, with one colour for each function on a terminal. Control
 * characters are escaped, as in <code>&#92;u001b</code>, because they could move the cursor or
 * change earlier output.
 */
final class Console {
  private static final List<String> COLOURS = List.of("cyan", "yellow", "magenta", "green", "blue");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  /**
   * The width of the status line. It fits every terminal, because a line that wraps could not be
   * removed.
   */
  private static final int WIDTH = 79;

  private static final String ERASED_LINE = "\r\u001b[K";

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\t\n]]");

  private final PrintStream out;
  private final Ansi ansi;
  private final Map<String, String> labels;
  private final ZoneId zone;
  private final List<String> heldBack = new ArrayList<>();
  private boolean open;
  private String status = "";

  /** Writes to a stream. The order of the function names selects their colours. */
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

  /** Prints the log events so far, and from now on each event immediately. */
  synchronized void open() {
    write(heldBack);
    heldBack.clear();
    open = true;
  }

  /**
   * Prints a log event, at the earliest after {@link #open}. On a terminal, platform events are
   * faint. Warnings and errors start with their level.
   */
  void log(LogEvent event) {
    // The Lambda runtime writes an empty line after an exception.
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
      write(lines);
    } else {
      heldBack.addAll(lines);
    }
  }

  /** Prints a notice of the run. */
  void notice(String text) {
    print(styled("bold", escaped(text)));
  }

  /** Prints an error. */
  void error(String text) {
    print(styled("fg_red", escaped(text)));
  }

  /** Prints a text. */
  void println(String text) {
    print(escaped(text));
  }

  private synchronized void print(String text) {
    write(List.of(text));
  }

  /**
   * Shows the status line below all other lines. Replaces the previous one; an empty text removes
   * it. For terminals only.
   */
  synchronized void status(String text) {
    String line = escaped(text);
    String shown = line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "…" : line;
    if (!shown.equals(status)) {
      eraseStatus();
      status = shown;
      out.print(status);
      out.flush();
    }
  }

  private void write(List<String> lines) {
    eraseStatus();
    lines.forEach(out::println);
    out.print(status);
    out.flush();
  }

  private void eraseStatus() {
    if (!status.isEmpty()) {
      out.print(ERASED_LINE);
    }
  }

  /** Escapes control characters except tabs and line feeds. */
  static String escaped(String text) {
    return CONTROL.matcher(text).replaceAll(c -> "\\\\u%04x".formatted((int) c.group().charAt(0)));
  }

  /** Ends with a reset, because the code that ends bold turns on underline on some terminals. */
  private String styled(String style, String text) {
    return ansi.enabled() ? Style.on(Style.valueOf(style)) + text + Style.on(Style.reset) : text;
  }
}
