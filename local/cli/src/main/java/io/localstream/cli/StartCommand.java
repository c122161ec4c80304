package io.localstream.cli;

import io.localstream.engine.DebuggedDeployment;
import io.localstream.engine.InspectionSettings;
import io.localstream.engine.PipelineSettings;
import io.localstream.engine.assembly.AssemblyReader;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.ExternalResources;
import io.localstream.engine.assembly.RememberedResources;
import io.localstream.engine.emulator.ServiceEmulator;
import io.localstream.engine.emulator.ServiceEndpoint;
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
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "Also: -c key=value (sets a CDK context value, for example pipeline.shardCount=2) and --no-build"
          + " (runs the existing build).",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every record on the stream was processed or filtered, or failed and was kept, in order",
      "1:records were lost, pending or out of order, a request was denied, or the run failed",
      "2:the run could not start"
    })
public final class StartCommand implements Callable<Integer> {
  private final InputStream stopRequests;

  @Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--every",
      paramLabel = "<duration>|template",
      defaultValue = "5s",
      description =
          "Interval of all schedules; 'template' uses the schedules in the templates. Default: 5s")
  private String every;

  @Option(
      names = "--no-schedule",
      description = "Do not fire schedules. Put records and invoke functions yourself.")
  private boolean noSchedule;

  @Option(
      names = "--for",
      paramLabel = "<duration>",
      converter = Positive.class,
      description = "Stop after this time, for example 20s or 5m.")
  private Duration runFor;

  @Option(
      names = "--consumed",
      paramLabel = "<n>",
      description = "Stop after this number of processed records.")
  private Long consumed;

  @Option(
      names = "--summary",
      paramLabel = "<file>",
      description = "Write the summary to this file, in JSON.")
  private Path summary;

  @Option(
      names = "--drain",
      paramLabel = "<duration>",
      defaultValue = "30s",
      converter = NotNegative.class,
      description =
          "While the run stops, the longest time without a settled record. A scheduled retry or"
              + " batching window extends it. Default: 30s")
  private Duration drain;

  @Option(
      names = "--port",
      paramLabel = "<port>",
      defaultValue = "4570",
      description = "Port of the AWS endpoint; 0 selects a free port. Default: 4570")
  private int port;

  @Option(
      names = "--kinesis",
      paramLabel = "<url>",
      description = "Use the streams of this Kinesis server instead of streams in memory.")
  private URI kinesis;

  @Option(
      names = "--no-shard-limits",
      description =
          "Do not limit how many records and bytes a shard accepts and returns per second. AWS always"
              + " limits them.")
  private boolean noShardLimits;

  @Mixin private ServiceOptions services;

  @Option(
      names = "--runtime-client",
      paramLabel = "ric|portable",
      description =
          "ric: AWS's runtime interface client (Linux only); portable: the same client with Java code"
              + " instead of the native library. Default: ric on Linux, otherwise portable")
  private RuntimeClient runtimeClient = RuntimeClient.ofThisSystem();

  @Mixin private DebugOptions debug;

  @Option(
      names = "--fault",
      paramLabel = "<spec>",
      description = "Inject a fault, for example kinesis.throttle=0.3. Can be repeated.")
  private List<String> faults = List.of();

  @Option(
      names = "--seed",
      paramLabel = "<n>",
      description =
          "Seed of random decisions. Pass the seed of an earlier run to repeat its decisions.")
  private Long seed;

  @Option(
      names = "--failures",
      paramLabel = "<folder>",
      defaultValue = "target/local/failures",
      description =
          "Folder of the on-failure destinations (buckets, queues, topics). Default: ${DEFAULT-VALUE}")
  private Path failures;

  @Option(
      names = "--log",
      paramLabel = "<file>",
      defaultValue = "target/local/log.jsonl",
      description =
          "Write the functions' logs to this file, one JSON object per line. Default: ${DEFAULT-VALUE}")
  private Path log;

  @Option(
      names = "--metrics",
      paramLabel = "<file>",
      defaultValue = "target/local/metrics.jsonl",
      description =
          "Write all metrics to this file, one JSON object per line. Default: ${DEFAULT-VALUE}")
  private Path metrics;

  @Option(
      names = "--token",
      paramLabel = "<file>",
      defaultValue = "target/local/token",
      description =
          "Write the token for the inspection API (/_local/) to this file. Default: ${DEFAULT-VALUE}")
  private Path token;

  @Option(
      names = "--inspect-records",
      paramLabel = "<n>",
      defaultValue = "" + InspectionSettings.DEFAULT_RECORDS,
      description =
          "The number of records that the inspection API keeps, and of invocations, log lines and"
              + " failures."
              + " Default: ${DEFAULT-VALUE}")
  private int inspectRecords;

  @Mixin private PageOptions page;

  @Mixin private WatchOptions watch;

  @Option(names = "--project", defaultValue = ".", hidden = true)
  private Path project;

  @Option(
      names = "--assembly",
      paramLabel = "<folder>",
      defaultValue = "cdk.out",
      description = "With --no-build: run this cloud assembly. Default: ${DEFAULT-VALUE}")
  private Path assembly;

  @Option(names = "--ansi", hidden = true)
  private boolean ansi;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it.
  private boolean help;

  private StartCommand(InputStream stopRequests) {
    this.stopRequests = stopRequests;
  }

  /** Runs the pipeline. */
  public static void main(String[] args) {
    int status = CommandLine.ExitCode.SOFTWARE;
    try {
      status = commandLine(System.in).execute(args);
    } catch (Throwable e) {
      // An error, for example no memory is left, or a build has replaced the classes of this run.
      e.printStackTrace(System.err);
    }
    // Not all threads are daemon threads.
    System.exit(status);
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
    check();
    Path root = project.toAbsolutePath().normalize();
    StopSignal stop = new StopSignal();
    stop.listenTo(stopRequests);
    try (ServiceEmulator emulator = services.emulator(root, spec.commandLine().getErr())) {
      RememberedResources resources = new RememberedResources(emulator);
      Function<Path, Deployment> reader = reader(resources);
      Deployment deployment =
          stop.interrupting(
              () -> {
                Deployment read = reader.apply(root.resolve(assembly));
                services.startIfUsed(emulator, read);
                resources.complete();
                return read;
              });
      LocalRun run =
          new LocalRun(
              settings(root, actualSeed, emulator.endpoint(), reader),
              deployment,
              new RecordLedger(deployment, Clock.systemUTC()),
              System.out,
              stop);
      emulator.onFailure(run::broke);
      return run.run();
    }
  }

  private Function<Path, Deployment> reader(ExternalResources resources) {
    return folder ->
        DebuggedDeployment.of(AssemblyReader.read(folder, resources), debug.settings());
  }

  private RunSettings settings(
      Path root,
      long actualSeed,
      Optional<ServiceEndpoint> emulator,
      Function<Path, Deployment> reader) {
    PipelineSettings pipeline =
        new PipelineSettings(
            root.resolve(RunSettings.LAMBDA_RUNTIME),
            !noSchedule,
            interval(),
            port,
            Optional.ofNullable(kinesis),
            !noShardLimits,
            runtimeClient,
            faults,
            actualSeed,
            failures,
            log,
            metrics,
            InProcessHandlers.NONE,
            new InspectionSettings(inspectRecords, token, page.page()),
            emulator,
            services.unchecked(),
            debug.settings());
    return new RunSettings(
        pipeline,
        Optional.ofNullable(runFor),
        Optional.ofNullable(consumed),
        Optional.ofNullable(summary),
        drain,
        ansi,
        page.opens(),
        watch.settings(root, root.resolve(assembly), reader));
  }

  private Optional<Duration> interval() {
    return every.equals("template") ? Optional.empty() : Optional.of(positive("--every", every));
  }

  private void check() {
    interval();
    if (port < 0 || port > 65_535) {
      throw wrong("--port must be 0 to 65535, was " + port);
    }
    if (consumed != null && consumed < 1) {
      throw wrong("--consumed must be 1 or more, was " + consumed);
    }
    if (inspectRecords < 1) {
      throw wrong("--inspect-records must be 1 or more, was " + inspectRecords);
    }
    if (kinesis != null && !ServiceOptions.isHttp(kinesis)) {
      throw wrong("--kinesis must be an http or https URL, was " + kinesis);
    }
    services.check();
    page.check();
    if (log.toAbsolutePath().normalize().equals(metrics.toAbsolutePath().normalize())) {
      throw wrong("--log and --metrics must be different files, were both " + log);
    }
    if (summary != null) {
      Path folder = summary.toAbsolutePath().getParent();
      if (!Files.isDirectory(folder) || Files.isDirectory(summary)) {
        throw wrong("--summary must be a file in a folder that exists, was " + summary);
      }
    }
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
