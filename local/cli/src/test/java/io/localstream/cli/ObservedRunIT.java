package io.localstream.cli;

import static io.localstream.cli.SynthesizedApp.BUSY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.localstream.engine.assembly.AssemblyReader;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.LogLevel;
import io.localstream.engine.assembly.TemplateAlarms;
import io.localstream.engine.cloudwatch.Alarm;
import io.localstream.engine.cloudwatch.MetricDatum;
import io.localstream.engine.cloudwatch.Metrics;
import io.localstream.engine.cloudwatch.RecordedMetrics;
import io.localstream.engine.cloudwatch.Timeline;
import io.localstream.engine.source.DrivenSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is seen of a healthy run and of faulty ones, by a person and by the templates' alarms. */
class ObservedRunIT {
  private static final Duration SOON = Duration.ofMinutes(3);
  private static final Map<String, Duration> TIMEOUTS =
      Map.of("producer-lambda", Duration.ofSeconds(60), "consumer-lambda", Duration.ofSeconds(10));

  @TempDir private static Path folder;

  private static Run healthy;
  private static Run faulty;
  private static Run broken;
  private static List<MetricDatum> late;
  private static List<MetricDatum> notSimulated;

  @BeforeAll
  static void run() throws Exception {
    Deployment deployment = AssemblyReader.read(SynthesizedApp.with(BUSY));
    late = DrivenSource.late(deployment, Duration.ofHours(20), Duration.ofMinutes(1410), folder);

    notSimulated = notSimulated();

    broken =
        settings("broken")
            .every(Duration.ofSeconds(4))
            .withoutRetries()
            .faults("producer.timeout=1")
            .start();
    await().atMost(SOON).until(() -> broken.isOver() || hasDeadLetter(broken));
    broken.requestStop();
    broken.requestStop();
    broken.exitCode();

    // Its lines of level INFO are dropped, its metrics are not.
    healthy =
        settings("healthy")
            .every(Duration.ofSeconds(2))
            .logLevel(LogLevel.WARN)
            .consumed(20)
            .start();
    healthy.exitCode();

    // With the seed of these runs, each fault comes by the fiftieth record.
    faulty =
        settings("faulty")
            .every(Duration.ofSeconds(2))
            .faults(
                "kinesis.throttle=0.3",
                "kinesis.error=0.05",
                "kinesis.outage=3s+1s",
                "producer.crash=0.05",
                "consumer.crash=0.06",
                "consumer.timeout=0.02",
                "consumer.throttle=0.07",
                "stream.malformed=0.06",
                "stream.reshard=3s")
            .consumed(50)
            .drain(Duration.ofSeconds(90))
            .start();
    faulty.exitCode();
  }

  /** What AWS measures where no fault of a local run leads to it. */
  private static List<MetricDatum> notSimulated() {
    RecordedMetrics metrics = new RecordedMetrics();
    metrics
        .metrics()
        .of("AWS/Events", "RuleName", "ScheduleProducer")
        .count("FailedInvocations", 1);
    Metrics.Resource stream = metrics.metrics().of("AWS/Kinesis", "StreamName", "MyStream");
    stream.count("IncomingRecords", 1);
    stream.count("ReadProvisionedThroughputExceeded", 1);
    // An injected timeout is up after a second, and not after the function's own.
    for (String function : List.of("producer-lambda", "consumer-lambda")) {
      metrics
          .metrics()
          .of("AWS/Lambda", "FunctionName", function)
          .milliseconds("Duration", TIMEOUTS.get(function).toMillis());
    }
    return metrics.all();
  }

  private static boolean hasDeadLetter(Run run) throws IOException {
    return !run.measured("ApproximateNumberOfMessagesVisible").isEmpty();
  }

  private static Run.Settings settings(String name) throws Exception {
    return new Run.Settings(Files.createDirectories(folder.resolve(name))).context(BUSY);
  }

  @Test
  void shouldLookTheStreamUpAndReadBothShards_whenTheTemplatesSaySo() throws Exception {
    assertThat(healthy.exitCode()).as(healthy.output()).isZero();
    healthy.assertBalanced(20);
    assertThat(healthy.output()).contains("MyStream, 2 shards");
    assertThat(healthy.shards())
        .containsExactlyInAnyOrder("shardId-000000000000", "shardId-000000000001");
  }

  @Test
  void shouldKeepTheMetricsOfLinesThatAreNoWarnings_whenTheLogLevelIsWarn() throws Exception {
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
  void shouldLoseNothingAndKeepOrder_whenEverythingFailsNowAndThen() throws Exception {
    assertThat(faulty.exitCode()).as(faulty.output()).isZero();
    faulty.assertBalanced(50);
    JsonNode injected = faulty.summary().get("injected");
    assertThat(faulty.summary().get("failed")).isEqualTo(injected.get("stream.malformed"));
    assertThat(faulty.summary().get("unusedGrants"))
        .map(JsonNode::asText)
        .noneMatch(grant -> grant.contains("kinesis:PutRecords"));
    assertThat(faulty.summary().get("unusedFailureGrants"))
        .map(JsonNode::asText)
        .noneMatch(grant -> grant.startsWith("consumer-lambda"));
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
  void shouldBeQuiet_whenThePipelineIsHealthy(Alarm alarm) throws Exception {
    assertThat(healthy.exitCode()).as(healthy.output()).isZero();
    List<MetricDatum> run = healthy.metrics();
    Timeline timeline = new Timeline(alarm).filledWith(run);
    assertThat(timeline.fires()).isFalse();

    // A schedule can be late, and so leave a period out.
    assertThat(timeline.period(List.of()).fires()).isFalse();
    assertThat(timeline.period(run).fires()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("alarms")
  void shouldFireAndBeQuietAfterwards_whenSomethingIsWrong(Alarm alarm) throws Exception {
    assertThat(faulty.exitCode()).as(faulty.output()).isZero();
    List<MetricDatum> healthyRun = healthy.metrics();
    List<MetricDatum> faultyRun =
        Stream.of(broken.metrics(), faulty.metrics(), late, notSimulated)
            .filter(run -> new Timeline(alarm).filledWith(healthyRun).filledWith(run).fires())
            .findFirst()
            .orElseThrow(() -> new AssertionError("no run makes it fire: " + alarm));

    assertThat(
            new Timeline(alarm)
                .filledWith(faultyRun)
                .filledWith(healthyRun)
                .filledWith(healthyRun)
                .fires())
        .isFalse();
  }

  static List<Alarm> alarms() {
    List<Alarm> alarms = TemplateAlarms.of(SynthesizedApp.with(BUSY));
    assertThat(alarms)
        .extracting(Alarm::name)
        .containsExactlyInAnyOrder(
            "producer-lambda-silent",
            "producer-lambda-errors",
            "producer-lambda-failed-invocations",
            "producer-lambda-duration",
            "producer-lambda-dead-letters",
            "producer-lambda-put-throttled",
            "consumer-lambda-stopped",
            "consumer-lambda-latency",
            "consumer-lambda-iterator-age",
            "consumer-lambda-errors",
            "consumer-lambda-duration",
            "consumer-lambda-throttled",
            "consumer-lambda-read-throttled",
            "consumer-lambda-kept-records",
            "consumer-lambda-dropped-records");
    return alarms;
  }
}
