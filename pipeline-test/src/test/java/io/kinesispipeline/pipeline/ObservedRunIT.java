package io.kinesispipeline.pipeline;

import static io.kinesispipeline.pipeline.PipelineAssemblyFilter.CONSUMER;
import static io.kinesispipeline.pipeline.PipelineAssemblyFilter.PRODUCER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.localstream.engine.assembly.AssemblyReader;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.cloudwatch.Alarm;
import io.localstream.engine.cloudwatch.AlarmReader;
import io.localstream.engine.cloudwatch.MetricDatum;
import io.localstream.engine.cloudwatch.Metrics;
import io.localstream.engine.cloudwatch.RecordedMetrics;
import io.localstream.engine.cloudwatch.Timeline;
import io.localstream.engine.source.DrivenSource;
import io.localstream.fixtures.KeptRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the output, metrics and alarms of a healthy run and of runs with faults. */
class ObservedRunIT {
  private static final Duration SOON = Duration.ofMinutes(3);

  /** So many that a run without a malformed record or a crash of the consumer is most unlikely. */
  private static final int FAULTY_RECORDS = 50;

  @TempDir private static Path folder;

  private static Run healthy;
  private static Run faulty;
  private static Run broken;
  private static List<MetricDatum> late;
  private static List<MetricDatum> notSimulated;

  @BeforeAll
  static void run() throws Exception {
    Deployment deployment = AssemblyReader.read(PipelineAssembly.FOLDER);
    late = DrivenSource.late(deployment, Duration.ofHours(20), Duration.ofMinutes(1410), folder);

    notSimulated = notSimulated(deployment);

    healthy = HealthyRun.get();
    broken = run("broken", "--every", "4s", "--fault", "producer.timeout=1");
    // Each malformed record takes some ten invocations, and each crash a new environment.
    faulty =
        run(
            "faulty",
            "--every=2s",
            "--fault=kinesis.throttle=0.3",
            "--fault=kinesis.error=0.05",
            "--fault=kinesis.outage=3s+1s",
            "--fault=producer.crash=0.05",
            "--fault=consumer.crash=0.06",
            "--fault=consumer.timeout=0.02",
            "--fault=consumer.throttle=0.07",
            "--fault=stream.malformed=0.06",
            "--fault=stream.reshard=3s",
            "--consumed=" + FAULTY_RECORDS,
            "--drain=90s");
    await().atMost(SOON).until(() -> broken.isOver() || hasDeadLetter(broken));
    broken.stopAtOnce();
    broken.exitCode();
    healthy.exitCode();
    faulty.exitCode();
  }

  @AfterAll
  static void end() {
    Stream.of(broken, faulty).filter(Objects::nonNull).forEach(Run::close);
  }

  /** Adds the metrics that AWS writes and that no fault of a local run causes. */
  private static List<MetricDatum> notSimulated(Deployment deployment) {
    RecordedMetrics metrics = new RecordedMetrics();
    metrics
        .metrics()
        .of("AWS/Events", "RuleName", deployment.schedules().get(0).name())
        .count("FailedInvocations", 1);
    Metrics.ResourceMetrics stream =
        metrics.metrics().of("AWS/Kinesis", "StreamName", deployment.streams().get(0).name());
    stream.count("IncomingRecords", 1);
    stream.count("ReadProvisionedThroughputExceeded", 1);
    // An injected timeout ends the invocation after a second, not after the function's timeout.
    for (Deployment.Function function : deployment.functions()) {
      metrics
          .metrics()
          .of("AWS/Lambda", "FunctionName", function.name())
          .milliseconds("Duration", (double) function.timeout().toMillis());
    }
    return metrics.all();
  }

  private static boolean hasDeadLetter(Run run) throws IOException {
    return !run.measured("ApproximateNumberOfMessagesVisible").isEmpty();
  }

  private static Run run(String name, String... options) throws IOException {
    return new Run(PipelineAssembly.FOLDER, Files.createDirectory(folder.resolve(name)), options);
  }

  @Test
  void shouldReadStreamNameAndBalance_whenThereAreTwoShards() throws Exception {
    healthy.assertBalanced(HealthyRun.RECORDS);
    assertThat(healthy.output()).contains(", 2 shards");
  }

  @Test
  void shouldWriteMetrics_whenLogLevelIsWarn() throws Exception {
    assertThat(healthy.exitCode()).as(healthy.output()).isZero();
    assertThat(healthy.output()).doesNotContain("Producer sent", "Consumer received");
    assertThat(healthy.measured("EventsProduced").stream().mapToDouble(d -> d).sum())
        .isEqualTo(healthy.summary().get("produced").asDouble());
    assertThat(healthy.measured("EventsConsumed").stream().mapToDouble(d -> d).sum())
        .isEqualTo(healthy.summary().get("consumed").asDouble());
    assertThat(healthy.logFile())
        .filteredOn(line -> line.at("/message/level").asText("none").equals("INFO"))
        .isEmpty();
  }

  @Test
  void shouldLoseNothingAndKeepOrder_whenThereAreManyFaults() throws Exception {
    faulty.assertBalanced(FAULTY_RECORDS);
    JsonNode injected = faulty.summary().get("injected");
    assertThat(faulty.summary().get("failed")).isEqualTo(injected.get("stream.malformed"));
    assertThat(faulty.summary().get("unusedGrants"))
        .map(JsonNode::asText)
        .noneMatch(grant -> grant.contains("kinesis:PutRecords"));
    assertThat(faulty.summary().get("unusedFailureGrants"))
        .map(JsonNode::asText)
        .noneMatch(grant -> grant.startsWith(CONSUMER));
    assertThat(injected.get("kinesis.throttle").asLong()).isPositive();
    assertThat(injected.get("stream.reshard").asLong()).isPositive();
    assertThat(KeptRecords.partitionKeys(folder.resolve("faulty")))
        .hasSize(injected.get("stream.malformed").asInt())
        .allMatch(key -> key.startsWith("malformed-"));
    assertThat(faulty.logFile())
        .filteredOn(line -> line.at("/message/level").asText().equals("ERROR"))
        .isNotEmpty()
        .allMatch(line -> line.at("/message/message").isTextual());
  }

  @ParameterizedTest
  @MethodSource("alarms")
  void shouldNotFire_whenPipelineIsHealthy(Alarm alarm) throws Exception {
    assertThat(healthy.exitCode()).as(healthy.output()).isZero();
    List<MetricDatum> run = healthy.metrics();
    Timeline timeline = new Timeline(alarm).filledWith(run);
    assertThat(timeline.fires()).isFalse();

    // A schedule can be late, so that a period has no invocation.
    assertThat(timeline.period(List.of()).fires()).isFalse();
    assertThat(timeline.period(run).fires()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("alarms")
  void shouldFireAndReturnToOk_whenThereIsAFault(Alarm alarm) throws Exception {
    assertThat(faulty.exitCode()).as(faulty.output()).isZero();
    List<MetricDatum> healthyRun = healthy.metrics();
    List<MetricDatum> faultyRun =
        Stream.of(broken.metrics(), faulty.metrics(), late, notSimulated)
            .filter(run -> new Timeline(alarm).filledWith(healthyRun).filledWith(run).fires())
            .findFirst()
            .orElseThrow(() -> new AssertionError("no run triggers the alarm " + alarm));

    assertThat(
            new Timeline(alarm)
                .filledWith(faultyRun)
                .filledWith(healthyRun)
                .filledWith(healthyRun)
                .fires())
        .isFalse();
  }

  static List<Alarm> alarms() {
    List<Alarm> alarms =
        AssemblyReader.read(PipelineAssembly.FOLDER).alarms().stream()
            .map(AlarmReader::read)
            .toList();
    assertThat(alarms)
        .extracting(Alarm::name)
        .contains(PRODUCER + "-silent", PRODUCER + "-errors", CONSUMER + "-stopped")
        .hasSizeGreaterThan(10);
    return alarms;
  }
}
