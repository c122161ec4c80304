package io.localstream.redrive;

import io.localstream.sender.Timing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** The command {@code npm run redrive}: sends failed records again. */
@Command(
    name = "redrive",
    sortOptions = false,
    description =
        "Sends the records of failure objects to their stream again, with their partition keys,"
            + " oldest first. When the stream has accepted all records of an object, redrive writes"
            + " a marker object with the same key and "
            + FailureKey.MARKER
            + ". Redrive skips objects with a marker.",
    footer = {
      "",
      "Redrive uses the same credentials and region settings as the AWS CLI. Set AWS_ENDPOINT_URL"
          + " to send all requests to another endpoint, such as a local run's.",
      "Exit codes: 0 all records were sent; 1 some objects were not sent, and the output names"
          + " them; 2 the options are not valid."
    })
public final class Redrive implements Callable<Integer> {
  private static final int PROBLEMS = 1;
  private static final int BAD_USAGE = 2;

  @Spec private CommandSpec spec;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Location place;

  @Option(names = "--dry-run", description = "Print what would be sent, and send nothing.")
  private boolean dryRun;

  @Option(
      names = "--since",
      paramLabel = "<time>",
      converter = TimeConverter.class,
      description =
          "Send only objects that were written at this time or later, such as"
              + " 2025-06-02T12:00:00Z.")
  private Instant since = Instant.EPOCH;

  @Option(
      names = "--stream",
      paramLabel = "<name or ARN>",
      description =
          "Send to this stream instead of the records' own stream. For a stream in another account"
              + " or region than the bucket, give the ARN.")
  private String stream;

  @Option(names = "--help", usageHelp = true, description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it.
  private boolean help;

  private final Timing timing;

  private static final class Location {
    @Option(names = "--bucket", paramLabel = "<name>", description = "The failure bucket.")
    private String bucket;

    @Option(
        names = "--folder",
        paramLabel = "<dir>",
        description = "The folder with the failures of a local run.")
    private Path folder;
  }

  private static final class TimeConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeParseException e) {
        throw new TypeConversionException("must have the form 2025-06-02T12:00:00Z, was " + text);
      }
    }
  }

  private Redrive(Timing timing) {
    this.timing = timing;
  }

  /**
   * Runs the command and exits with its code.
   *
   * @param args the options
   */
  public static void main(String[] args) {
    System.exit(command(Timing.system()).execute(args));
  }

  static CommandLine command(Timing timing) {
    return new CommandLine(new Redrive(timing))
        .setParameterExceptionHandler(
            (e, args) -> {
              e.getCommandLine().getErr().println(e.getMessage() + " (--help tells more)");
              return BAD_USAGE;
            });
  }

  @Override
  public Integer call() {
    try {
      return place.bucket == null ? redriveFolder() : redriveBucket();
    } catch (StoreException | SdkException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return BAD_USAGE;
    }
  }

  private int redriveFolder() {
    if (!Files.isDirectory(place.folder)) {
      throw new ParameterException(
          spec.commandLine(), "--folder " + place.folder + " is not a folder");
    }
    return redrive(new FolderFailureStore(place.folder));
  }

  /** Other endpoints often do not support {@code <bucket>.<host>}, so requests use path style. */
  private int redriveBucket() {
    boolean ownEndpoint = System.getenv("AWS_ENDPOINT_URL") != null;
    try (S3Client s3 = S3Client.builder().forcePathStyle(ownEndpoint).build()) {
      return redrive(new S3FailureStore(s3, place.bucket));
    }
  }

  private int redrive(FailureStore store) {
    RedriveReport report =
        new RedriveReport(spec.commandLine().getOut(), spec.commandLine().getErr());
    try (TargetStreams streams = new TargetStreams(stream, store, timing)) {
      new Redriver(store, streams, timing.clock(), dryRun, report).run(since);
    }
    report.finish(dryRun);
    return report.hasProblems() ? PROBLEMS : CommandLine.ExitCode.OK;
  }
}
