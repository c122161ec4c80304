package io.localstream.cli;

import static io.localstream.cli.FixtureAssembly.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.localstream.cli.watch.WatchSettings;
import io.localstream.engine.DebugSettings;
import io.localstream.engine.DebuggedDeployment;
import io.localstream.engine.InspectionSettings;
import io.localstream.engine.PipelineSettings;
import io.localstream.engine.assembly.AssemblyReader;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.Function;
import io.localstream.engine.lambda.InProcessHandlers;
import io.localstream.engine.lambda.RuntimeClient;
import io.localstream.engine.lifecycle.StartException;
import io.localstream.engine.records.RecordLedger;
import io.localstream.fixtureapp.EventProducer;
import io.localstream.fixtures.JsonLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A local run of the fixture app under test, with its output, its summary and its exit code. */
final class Run {
  private final PipedOutputStream stopRequests = new PipedOutputStream();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final Set<String> shards = ConcurrentHashMap.newKeySet();
  private final Path folder;
  private final Path summary;
  private final CompletableFuture<Integer> exitCode;

  /**
   * The settings that a test can change. All others are as in production, except the port and the
   * interval of schedules.
   */
  static final class Settings {
    private final Path folder;
    private Duration every = Duration.ofSeconds(1);
    private UnaryOperator<Function> producer = UnaryOperator.identity();
    private UnaryOperator<Function> consumer = UnaryOperator.identity();
    private UnaryOperator<Deployment> deployment = UnaryOperator.identity();
    private boolean schedules = true;
    private boolean shardLimits = true;
    private Path assembly = FixtureAssembly.FOLDER;
    private Optional<URI> kinesis = Optional.empty();
    private Optional<Long> consumed = Optional.empty();
    private Duration drain = Duration.ofSeconds(30);
    private RuntimeClient runtimeClient = RuntimeClient.ofThisSystem();
    private List<String> faults = List.of();
    private DebugSettings debug = DebugSettings.NONE;
    private Optional<WatchSettings> watch = Optional.empty();

    Settings(Path folder) {
      this.folder = folder;
    }

    /** Sets the interval of the schedules. If it is too short, each firing starts a process. */
    Settings every(Duration interval) {
      this.every = interval;
      return this;
    }

    /** Sets the number of events per invocation, each with a partition key of its own. */
    Settings eventsPerInvocation(int events) {
      return eventsPerInvocation(events, events);
    }

    /** Sets the number of events per invocation, and of their partition keys. */
    Settings eventsPerInvocation(int events, int partitionKeys) {
      this.producer =
          f ->
              new FunctionCopy(f)
                  .environment(
                      Map.of(
                          EventProducer.STREAM_NAME,
                          FixtureAssembly.STREAM,
                          EventProducer.EVENTS,
                          String.valueOf(events),
                          EventProducer.PARTITION_KEYS,
                          String.valueOf(partitionKeys)))
                  .build();
      return this;
    }

    /** Uses another handler of the fixture app as the consumer, with a timeout of two seconds. */
    Settings consumer(Class<?> handler, Map<String, String> environment) {
      this.consumer = f -> new FunctionCopy(f).handler(handler).environment(environment).build();
      return this;
    }

    /** Runs another cloud assembly. */
    Settings assembly(Path other) {
      this.assembly = other;
      return this;
    }

    /** Uses a Kinesis server that outlives the run. */
    Settings kinesis(URI server) {
      this.kinesis = Optional.of(server);
      return this;
    }

    /** Disables schedules. */
    Settings noSchedule() {
      this.schedules = false;
      return this;
    }

    /** Removes the limits of shards. */
    Settings noShardLimits() {
      this.shardLimits = false;
      return this;
    }

    /** Adds a second function that reads the stream, and retries each record without a limit. */
    Settings alsoConsumedBy(String name, Class<?> handler, Map<String, String> environment) {
      this.deployment =
          d -> SecondMapping.added(d, name, f -> f.handler(handler).environment(environment));
      return this;
    }

    Settings consumed(long records) {
      this.consumed = Optional.of(records);
      return this;
    }

    Settings drain(Duration atMost) {
      this.drain = atMost;
      return this;
    }

    Settings runtimeClient(RuntimeClient client) {
      this.runtimeClient = client;
      return this;
    }

    Settings faults(String... specs) {
      this.faults = List.of(specs);
      return this;
    }

    /** Lets a debugger attach to the consumer, on a free port. */
    Settings debugConsumer(boolean suspend) {
      this.debug = new DebugSettings(Map.of(FixtureAssembly.CONSUMER, 0), suspend);
      return this;
    }

    /** Watches the sources of the assembly. */
    Settings watch(WatchSettings sources) {
      this.watch = Optional.of(sources);
      return this;
    }

    Run start() throws IOException {
      return new Run(this);
    }
  }

  private Run(Settings settings) throws IOException {
    this.folder = settings.folder;
    this.summary = folder.resolve("summary.json");
    RunSettings runSettings =
        new RunSettings(
            new PipelineSettings(
                PROJECT.resolve(RunSettings.LAMBDA_RUNTIME),
                settings.schedules,
                Optional.of(settings.every),
                0,
                settings.kinesis,
                settings.shardLimits,
                settings.runtimeClient,
                settings.faults,
                1,
                folder.resolve("failures"),
                folder.resolve("log.jsonl"),
                folder.resolve("metrics.jsonl"),
                InProcessHandlers.NONE,
                new InspectionSettings(InspectionSettings.DEFAULT_RECORDS, folder.resolve("token")),
                Optional.empty(),
                Set.of(),
                settings.debug),
            Optional.empty(),
            settings.consumed,
            Optional.of(summary),
            settings.drain,
            false,
            false,
            settings.watch);
    Deployment deployment =
        DebuggedDeployment.of(
            withFunctions(AssemblyReader.read(settings.assembly), settings), settings.debug);
    RecordLedger ledger =
        new RecordLedger(deployment, Clock.systemUTC()) {
          @Override
          public synchronized void accepted(RecordId record, byte[] data) {
            super.accepted(record, data);
            shards.add(record.shardId());
          }
        };
    PipedInputStream requests = new PipedInputStream(stopRequests);
    PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
    this.exitCode =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                StopSignal stop = new StopSignal();
                stop.listenTo(requests);
                return new LocalRun(runSettings, deployment, ledger, out, stop).run();
              } catch (StartException e) {
                out.println(e.getMessage());
                return 2;
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            },
            // Not the common pool, which the JDK needs to report the end of a process.
            task -> new Thread(task, "run").start());
  }

  private static Deployment withFunctions(Deployment d, Settings settings) {
    List<Function> functions =
        d.functions().stream()
            .map(
                f ->
                    (f.name().equals(FixtureAssembly.CONSUMER)
                            ? settings.consumer
                            : settings.producer)
                        .apply(f))
            .toList();
    return settings.deployment.apply(
        new Deployment(
            d.region(),
            d.account(),
            d.stacks(),
            d.streams(),
            d.parameters(),
            functions,
            d.schedules(),
            d.mappings(),
            d.encryptionKeys(),
            d.alarms(),
            d.notSimulated(),
            d.created()));
  }

  /** Asks the run to stop, as Ctrl-C does. */
  void requestStop() throws IOException {
    stopRequests.write('\n');
    stopRequests.flush();
  }

  /** Waits for the end, for a multiple of the time that a busy machine needs. */
  int exitCode() throws Exception {
    return exitCode.get(6, TimeUnit.MINUTES);
  }

  boolean isOver() {
    return exitCode.isDone();
  }

  /** Returns the output so far. */
  String output() {
    return output.toString(StandardCharsets.UTF_8);
  }

  /**
   * Returns the shards that accepted records. If the balance is even, the records were consumed
   * there.
   */
  Set<String> shards() {
    return Set.copyOf(shards);
  }

  /** Returns the AWS endpoint of the run. Fails if the run has not printed it yet. */
  String endpoint() {
    Matcher matcher = Pattern.compile("Endpoint +(http\\S+)").matcher(output());
    if (!matcher.find()) {
      throw new IllegalStateException("no endpoint yet: " + output());
    }
    return matcher.group(1);
  }

  /** Returns the lines of one function's log so far. */
  List<String> log(String functionName) {
    return output()
        .lines()
        .filter(line -> line.contains(" " + functionName + " │ "))
        .map(line -> line.substring(line.indexOf("│") + 2))
        .toList();
  }

  /** Returns the lines of the log file so far, each of which must be a JSON object. */
  List<JsonNode> logFile() throws IOException {
    return JsonLines.read(folder.resolve("log.jsonl"));
  }

  JsonNode summary() throws IOException {
    return new JsonMapper().readTree(summary.toFile());
  }

  /** Asserts that each record that the stream accepted was processed once or kept. */
  void assertBalanced(int least) throws IOException {
    JsonNode summary = summary();
    assertThat(summary.at("/produced").asLong()).isGreaterThanOrEqualTo(least);
    assertThat(summary.at("/consumed").asLong() + summary.at("/failed").asLong())
        .isEqualTo(summary.at("/produced").asLong());
    assertThat(summary.at("/pending").asLong()).isZero();
    assertThat(summary.at("/lost").asLong()).isZero();
    assertThat(summary.at("/duplicates").asLong()).isZero();
    assertThat(summary.at("/outOfOrder").asLong()).isZero();
  }
}
