package io.localstream.replay;

import io.localstream.sender.Timing;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** The command {@code npm run capture}: writes what is on a stream to a file. */
@Command(
    name = "npm run capture --",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Writes the records of a stream of the local run in progress, or of AWS, to a file that npm"
          + " run put can put on a stream. Only you can read the file.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the file has all records",
      "1:it stopped before the end; the file has the records until then",
      "2:nothing was read"
    })
public final class Capture implements Callable<Integer> {
  private static final Path STANDARD_OUTPUT = Path.of("-");
  private static final Path FOLDER = Path.of("target", "captures");
  private static final int STOPPED = 1;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  @Spec private CommandSpec spec;

  @Mixin private StreamOptions stream;

  @Option(
      names = "--since",
      paramLabel = "<duration>",
      converter = DurationConverter.class,
      description =
          "Begin with the first record that arrived in this time, for example 10m. Default: with"
              + " the oldest record on the stream")
  private Duration since;

  @Option(
      names = "--for",
      paramLabel = "<duration>",
      converter = DurationConverter.class,
      defaultValue = "0s",
      description =
          "Also wait for records that arrive in this time, for example 1m. Default: end with the"
              + " newest record")
  private Duration runFor;

  @Option(
      names = "--file",
      paramLabel = "<file>",
      description = "The new file; - writes to standard output. Default: a file in target/captures")
  private Path file;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it.
  private boolean help;

  private final OutputStream standardOutput;
  private final BooleanSupplier stop;

  private Capture(OutputStream standardOutput, BooleanSupplier stop) {
    this.standardOutput = standardOutput;
    this.stop = stop;
  }

  /** Runs the command and exits with its code. */
  public static void main(String[] args) {
    StopRequest.runAndExit(stop -> commandLine(System.out, stop), args);
  }

  static CommandLine commandLine(OutputStream standardOutput, BooleanSupplier stop) {
    return ReplayErrors.handledIn(new CommandLine(new Capture(standardOutput, stop)));
  }

  @Override
  public Integer call() {
    try (TargetStream target = stream.connect()) {
      Timing timing = Timing.system();
      Instant now = timing.clock().instant();
      Path written = file != null ? file : defaultFile(target, now);
      err().printf("Reading the stream %s of %s%n", target.name(), target.place());
      boolean inFile = !written.equals(STANDARD_OUTPUT);
      try (CaptureFile capture =
          inFile ? CaptureFile.create(written) : CaptureFile.to(standardOutput)) {
        if (inFile) {
          warnIfGitSees(written);
        }
        boolean complete = read(target, timing, now, capture);
        err().printf("Captured %,d records%s%n", capture.records(), inFile ? " in " + written : "");
        return complete ? CommandLine.ExitCode.OK : STOPPED;
      }
    }
  }

  private boolean read(TargetStream target, Timing timing, Instant now, CaptureFile capture) {
    try {
      return new StreamReader(target.kinesis(), target.name(), timing)
          .read(Optional.ofNullable(since).map(now::minus), now.plus(runFor), stop, capture::add);
    } catch (SdkException e) {
      err().println("Cannot continue to read: " + e.getMessage());
      return false;
    }
  }

  private static Path defaultFile(TargetStream target, Instant now) {
    return FOLDER.resolve("%s-%s.jsonl".formatted(target.name(), TIME.format(now)));
  }

  private void warnIfGitSees(Path written) {
    if (GitIgnore.wouldCommit(written)) {
      err()
          .printf(
              "Git does not ignore %s: do not commit it if its events are confidential%n", written);
    }
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
