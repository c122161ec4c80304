package io.localstream.cli;

import io.localstream.engine.PipelineSettings;
import io.localstream.engine.assembly.AssemblyReader;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.lambda.InProcessHandlers;
import io.localstream.engine.lambda.RuntimeClient;
import io.localstream.engine.lifecycle.StartException;
import io.localstream.engine.records.RecordLedger;
import io.localstream.engine.schedule.Durations;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the local run. */
@Command(
    name = "npm start --",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Runs the synthesized pipeline on this machine until Ctrl-C.",
      "",
      "Also: -c key=value (CDK context, as in -c pipeline.shardCount=2) and --no-build (run what is"
          + " there).",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything that the stream accepted was processed, filtered or kept, in order",
      "1:something was lost, pending, out of order or denied, or the run could not go on",
      "2:the run could not start"
    })
public final class StartCommand implements Callable<Integer> {
  private final InputStream stopRequests;

  @Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--every",
      paramLabel = "<duration>|template",
      defaultValue = "5s",
      description = "How often schedules fire here; 'template' keeps their own rate. Default: 5s")
  private String every;

  @Option(
      names = "--no-schedule",
      description = "No schedule fires: only what you put or invoke happens.")
  private boolean noSchedule;

  @Option(
      names = "--for",
      paramLabel = "<duration>",
      converter = Positive.class,
      description = "Stop after that time, as in 20s or 5m.")
  private Duration runFor;

  @Option(
      names = "--consumed",
      paramLabel = "<n>",
      description = "Stop after that many records were processed.")
  private Long consumed;

  @Option(
      names = "--summary",
      paramLabel = "<file>",
      description = "Write the summary there, as JSON.")
  private Path summary;

  @Option(
      names = "--drain",
      paramLabel = "<duration>",
      defaultValue = "30s",
      converter = NotNegative.class,
      description =
          "How long stopping waits while no record is settled; a retry or batch that is due later"
              + " gets its time, too. Default: 30s")
  private Duration drain;

  @Option(
      names = "--port",
      paramLabel = "<port>",
      defaultValue = "4570",
      description = "Port of the AWS endpoint; 0 takes any free one. Default: 4570")
  private int port;

  @Option(
      names = "--kinesis",
      paramLabel = "<url>",
      description = "Keep the streams on that Kinesis server, not in this process.")
  private URI kinesis;

  @Option(
      names = "--no-shard-limits",
      description = "Shards take and give records at any rate, as none does on AWS.")
  private boolean noShardLimits;

  @Option(
      names = "--runtime-client",
      paramLabel = "ric|portable",
      description =
          "Lambda's own runtime client (Linux), or the same with its native part in Java. Default:"
              + " ric where it runs")
  private RuntimeClient runtimeClient = RuntimeClient.ofThisSystem();

  @Option(
      names = "--fault",
      paramLabel = "<spec>",
      description = "Inject a fault, as in kinesis.throttle=0.3; may be repeated.")
  private List<String> faults = List.of();

  @Option(names = "--seed", paramLabel = "<n>", description = "Repeat a run's random decisions.")
  private Long seed;

  @Option(
      names = "--failures",
      paramLabel = "<folder>",
      defaultValue = "target/local/failures",
      description =
          "Where buckets, queues and topics are kept that take what failed. Default: ${DEFAULT-VALUE}")
  private Path failures;

  @Option(
      names = "--log",
      paramLabel = "<file>",
      defaultValue = "target/local/log.jsonl",
      description =
          "Write the functions' logs there, one JSON object a line. Default: ${DEFAULT-VALUE}")
  private Path log;

  @Option(
      names = "--metrics",
      paramLabel = "<file>",
      defaultValue = "target/local/metrics.jsonl",
      description = "Write all metrics there, one JSON object a line. Default: ${DEFAULT-VALUE}")
  private Path metrics;

  @Option(names = "--project", defaultValue = ".", hidden = true)
  private Path project;

  @Option(
      names = "--assembly",
      paramLabel = "<folder>",
      defaultValue = "cdk.out",
      description = "With --no-build: run that cloud assembly. Default: ${DEFAULT-VALUE}")
  private Path assembly;

  @Option(names = "--ansi", hidden = true)
  private boolean ansi;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this.")
  @SuppressWarnings("UnusedVariable") // picocli reads it.
  private boolean help;

  private StartCommand(InputStream stopRequests) {
    this.stopRequests = stopRequests;
  }

  /**
   * Runs the pipeline.
   *
   * @param args the options
   */
  public static void main(String[] args) {
    System.exit(commandLine(System.in).execute(args));
  }

  static CommandLine commandLine(InputStream stopRequests) {
    return new CommandLine(new StartCommand(stopRequests))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(
            (e, parsed) -> {
              e.getCommandLine().getErr().println(e.getMessage());
              e.getCommandLine().getErr().println("npm start -- --help shows the options");
              return CommandLine.ExitCode.USAGE;
            })
        .setExecutionExceptionHandler(
            (e, commandLine, parsed) -> {
              if (!(e instanceof StartException)) {
                throw e;
              }
              commandLine.getErr().println(Console.escaped(e.getMessage()));
              return CommandLine.ExitCode.USAGE;
            });
  }

  @Override
  public Integer call() throws Exception {
    long actualSeed = seed != null ? seed : ThreadLocalRandom.current().nextInt(1, 1_000_000);
    Path root = project.toAbsolutePath().normalize();
    PipelineSettings pipeline =
        new PipelineSettings(
            root.resolve(RunSettings.LAMBDA_RUNTIME),
            !noSchedule,
            every.equals("template") ? Optional.empty() : Optional.of(positive("--every", every)),
            port,
            Optional.ofNullable(kinesis),
            !noShardLimits,
            runtimeClient,
            faults,
            actualSeed,
            failures,
            log,
            metrics,
            InProcessHandlers.NONE);
    check();
    RunSettings settings =
        new RunSettings(
            pipeline,
            Optional.ofNullable(runFor),
            Optional.ofNullable(consumed),
            Optional.ofNullable(summary),
            drain,
            ansi);
    Deployment deployment = AssemblyReader.read(root.resolve(assembly));
    RecordLedger ledger = new RecordLedger(deployment, Clock.systemUTC());
    return new LocalRun(settings, deployment, ledger, System.out).run(stopRequests);
  }

  private void check() {
    if (port < 0 || port > 65_535) {
      throw wrong("--port must be 0 to 65535, was " + port);
    }
    if (consumed != null && consumed < 1) {
      throw wrong("--consumed must be 1 or more, was " + consumed);
    }
    if (kinesis != null && (kinesis.getHost() == null || !isHttp(kinesis.getScheme()))) {
      throw wrong("--kinesis must be an http or https URL, was " + kinesis);
    }
    if (log.toAbsolutePath().normalize().equals(metrics.toAbsolutePath().normalize())) {
      throw wrong("--log and --metrics must be two files, were both " + log);
    }
    if (summary != null) {
      Path folder = summary.toAbsolutePath().getParent();
      if (!Files.isDirectory(folder) || Files.isDirectory(summary)) {
        throw wrong("--summary must be a file in a folder that exists, was " + summary);
      }
    }
  }

  private static boolean isHttp(String scheme) {
    return "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
  }

  private Duration positive(String option, String text) {
    try {
      return new Positive().convert(text);
    } catch (CommandLine.TypeConversionException e) {
      throw wrong(option + " takes a duration or 'template': " + e.getMessage());
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  static final class Positive implements CommandLine.ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Duration duration = new NotNegative().convert(text);
      if (duration.isZero()) {
        throw new CommandLine.TypeConversionException("must be more than 0, was " + text);
      }
      return duration;
    }
  }

  static final class NotNegative implements CommandLine.ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return Durations.parse(text);
      } catch (IllegalArgumentException e) {
        throw new CommandLine.TypeConversionException(e.getMessage());
      }
    }
  }
}
