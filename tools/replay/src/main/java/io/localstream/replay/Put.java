package io.localstream.replay;

import com.fasterxml.jackson.core.JsonPointer;
import io.localstream.sender.RecordSender;
import io.localstream.sender.Timing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code npm run put}: puts events from a file on a stream. */
@Command(
    name = "npm run put --",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Puts JSON lines on a stream of the local run in progress, or of AWS, in their order.",
      "",
      "A line is an event, which is a JSON object, or a record that npm run capture wrote. Blank"
          + " lines are skipped. If a line of the file is refused, nothing is sent.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the stream accepted all records",
      "1:it stopped before the end, and the output says how to continue",
      "2:nothing was sent"
    })
public final class Put implements Callable<Integer> {
  private static final Path STANDARD_INPUT = Path.of("-");
  private static final int STOPPED = 1;

  @Spec private CommandSpec spec;

  @Option(
      names = "--file",
      paramLabel = "<file>",
      required = true,
      description = "The file with one event in each line; - reads standard input.")
  private Path file;

  @Option(
      names = "--key",
      paramLabel = "<json pointer>",
      converter = PointerConverter.class,
      description =
          "The position of the partition key in an event, for example /customer. Default: a hash of"
              + " the line and its number. A captured record keeps its key.")
  private JsonPointer key;

  @Option(
      names = "--rate",
      paramLabel = "<n>/s|m|h",
      converter = Rate.Converter.class,
      description =
          "The maximum number of records to send per second, minute or hour. Default: no limit")
  private Rate rate;

  @Mixin private StreamOptions stream;

  @Option(
      names = "--from",
      paramLabel = "<line>",
      defaultValue = "1",
      description = "The first line to send. Default: 1")
  private long from;

  @Option(
      names = "--raw",
      description = "Send each line unchanged, even if it is not JSON or is a captured record.")
  private boolean raw;

  @Option(names = "--yes", description = "With --aws: do not ask before sending.")
  private boolean yes;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it.
  private boolean help;

  private final InputStream in;
  private final BooleanSupplier stop;

  private static final class PointerConverter implements ITypeConverter<JsonPointer> {
    @Override
    public JsonPointer convert(String text) {
      try {
        return JsonPointer.compile(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("must be a JSON pointer, as in /customer, was " + text);
      }
    }
  }

  private Put(InputStream in, BooleanSupplier stop) {
    this.in = in;
    this.stop = stop;
  }

  /** Runs the command and exits with its code. */
  public static void main(String[] args) {
    StopRequest.runAndExit(stop -> commandLine(System.in, stop), args);
  }

  static CommandLine commandLine(InputStream in, BooleanSupplier stop) {
    return ReplayErrors.handledIn(new CommandLine(new Put(in, stop)));
  }

  @Override
  public Integer call() {
    check();
    try (TargetStream target = stream.connect()) {
      LineParser parser = new LineParser(Optional.ofNullable(key), raw, target.maxRecordBytes());
      OptionalLong total = isPipe() ? OptionalLong.empty() : count(parser);
      if (stream.aws()) {
        confirm(target, total);
      }
      return put(target, parser, total);
    }
  }

  private void check() {
    if (raw && key != null) {
      throw wrong(
          "--raw does not parse the lines, but --key does: use only one of the two options");
    }
    if (from < 1) {
      throw wrong("--from must be 1 or more, was " + from);
    }
    if (yes && !stream.aws()) {
      throw wrong("--yes needs --aws: without --aws, the command asks nothing");
    }
    if (stream.aws() && isStandardInput() && !yes) {
      throw wrong(
          "--file - and --aws need --yes: standard input has the events, so it cannot have your"
              + " answer");
    }
  }

  /** Counts the records, and refuses wrong lines before anything is sent. */
  private OptionalLong count(LineParser parser) {
    LineCheck check = new LineCheck(parser);
    try (LineReader lines = open()) {
      check.read(lines);
    }
    if (!check.refusals().isEmpty()) {
      throw new ReplayException(
          "%s%nNothing was sent: correct these lines of %s"
              .formatted(String.join(System.lineSeparator(), check.refusals()), file));
    }
    return OptionalLong.of(check.records());
  }

  private void confirm(TargetStream target, OptionalLong total) {
    err()
        .printf(
            "%s, stream %s: %s%n",
            target.place(),
            target.name(),
            total.isPresent() ? records(total.getAsLong()) : "the records of " + file);
    if (!yes && !askedForYes()) {
      throw new ReplayException(
          "nothing was sent, because you did not confirm: answer yes, or add --yes");
    }
  }

  private boolean askedForYes() {
    err().print("Put them on this stream? Type yes: ");
    err().flush();
    try {
      String answer =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
      return answer != null && answer.strip().equalsIgnoreCase("yes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int put(TargetStream target, LineParser parser, OptionalLong total) {
    Timing timing = Timing.system();
    Progress progress = new Progress(err(), timing.clock(), total);
    Putter putter =
        new Putter(
            new RecordSender(target.kinesis(), target.name(), target.maxRecordBytes(), timing),
            timing,
            Optional.ofNullable(rate),
            stop,
            progress);
    Putter.Outcome outcome;
    try (LineReader lines = open()) {
      outcome = putter.put(lines, parser);
    }
    spec.commandLine()
        .getOut()
        .printf(
            "Sent %s to the stream %s of %s%n",
            records(putter.sent()), target.name(), target.place());
    if (outcome instanceof Putter.Stopped stopped) {
      sayHowToContinue(stopped);
      return STOPPED;
    }
    return CommandLine.ExitCode.OK;
  }

  private void sayHowToContinue(Putter.Stopped stopped) {
    err().println("Stopped before the end" + stopped.why().map(why -> ": " + why).orElse(""));
    err().println("To continue, run the command again with --from " + stopped.from());
    if (stopped.sentAfter() > 0) {
      err()
          .printf(
              "The stream has already accepted %s after that line, which will be on it twice%n",
              records(stopped.sentAfter()));
    }
  }

  private LineReader open() {
    LineReader lines = isStandardInput() ? LineReader.of(in) : LineReader.of(file);
    lines.skipTo(from);
    return lines;
  }

  private boolean isStandardInput() {
    return file.equals(STANDARD_INPUT);
  }

  /** Returns whether the input can be read only once, and can be without an end. */
  private boolean isPipe() {
    return isStandardInput() || (Files.exists(file) && !Files.isRegularFile(file));
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  private static String records(long count) {
    return count == 1 ? "1 record" : "%,d records".formatted(count);
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
