package io.kinesispipeline.local.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kinesispipeline.local.console.FlakyConsumer.Way;
import io.kinesispipeline.local.lambda.RuntimeClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the synthesized app with the real jars, the runtime interface client and kinesis-local. */
class LocalRunIT {
  private static final String PRODUCER = "producer-lambda";
  private static final String CONSUMER = "consumer-lambda";
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(RuntimeClient.class)
  void shouldConsumeWhatIsProduced(RuntimeClient client) throws Exception {
    Run run = new Run.Settings(folder).runtimeClient(client).consumed(5).start();

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertBalanced(run.summary(), 5);
    assertThat(run.summary().at("/failed").asLong()).isZero();
    assertThat(run.log(PRODUCER)).noneMatch(line -> line.contains("ERROR"));
    assertThat(values(run.log(CONSUMER), "Consumer received: (.*)"))
        .hasSameElementsAs(values(run.log(PRODUCER), "Producer sent: (.*)"))
        .allMatch(event -> event.matches("\\{\"message\":\"Hello\",\"time\":\\d{13}}"));
    assertThat(run.log(CONSUMER).stream().map(LocalRunIT::kind).toList())
        .containsSubsequence("INIT_START", "RESTORE_START", "START", "Consumer", "END", "REPORT");
    // The one that several events an invocation use, as in the run with faults.
    assertThat(run.summary().get("unusedGrants"))
        .map(JsonNode::asText)
        .containsExactly(
            "producer-lambda kinesis:PutRecords on"
                + " arn:aws:kinesis:us-east-1:000000000000:stream/MyStream");
  }

  @Test
  void shouldLookTheStreamUpAndReadBothShards_whenTheTemplatesSaySo() throws Exception {
    Run run =
        new Run.Settings(folder)
            .context(Map.of("pipeline.streamNameLookup", "runtime", "pipeline.shardCount", "2"))
            .consumed(12)
            .start();

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertBalanced(run.summary(), 12);
    assertThat(run.output()).contains("MyStream, 2 shards");
    assertThat(run.shardsConsumed())
        .containsExactlyInAnyOrder("shardId-000000000000", "shardId-000000000001");
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void shouldTryABatchAgain_whenTheConsumerFailedTwice(Way way) throws Exception {
    Run run =
        new Run.Settings(folder).consumer(FlakyConsumer.class, failing(2, way)).consumed(3).start();

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertBalanced(run.summary(), 3);
    assertThat(run.summary().at("/functions/consumer-lambda/errors").asLong()).isEqualTo(2);
    String expected =
        switch (way) {
          case THROW -> "java.lang.IllegalStateException";
          case EXIT -> "Runtime.ExitError";
          case HANG -> "Task timed out after 2.00 seconds";
        };
    assertThat(run.log(CONSUMER).stream().filter(line -> line.contains(expected)))
        .hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void shouldDrain_whenAskedToStop() throws Exception {
    Run run = new Run.Settings(folder).consumer(FlakyConsumer.class, failing(4, Way.EXIT)).start();
    await().atMost(SOON).until(() -> run.isOver() || run.output().contains("Producer sent"));
    run.requestStop();

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertBalanced(run.summary(), 1);
    assertThat(run.output().substring(run.output().indexOf("Stopping: waiting")))
        .contains("consumer-lambda │ REPORT");
  }

  @Test
  void shouldStopAtOnce_whenAskedTwice() throws Exception {
    Run run =
        new Run.Settings(folder).consumer(FlakyConsumer.class, failing(1_000, Way.HANG)).start();
    await()
        .atMost(SOON)
        .until(
            () -> run.isOver() || run.log(CONSUMER).stream().anyMatch(l -> l.startsWith("START")));
    run.requestStop();
    run.requestStop();

    assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
    await().atMost(SOON).untilAsserted(() -> assertThat(children()).isEmpty());
  }

  @Test
  void shouldNameWhatIsMissing_whenTheConsumerNeverSucceeds() throws Exception {
    Run run =
        new Run.Settings(folder)
            .context(Map.of("pipeline.maximumRetryAttempts", "-1"))
            .consumer(FlakyConsumer.class, failing(1_000_000, Way.THROW))
            .drain(Duration.ofSeconds(1))
            .start();
    await().atMost(SOON).until(() -> run.isOver() || run.output().contains("not yet"));
    run.requestStop();

    assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
    assertThat(run.summary().at("/lost").asLong())
        .isPositive()
        .isEqualTo(run.summary().at("/produced").asLong());
    assertThat(run.output())
        .contains("Neither processed nor kept:")
        .containsPattern("MyStream shardId-000000000000 \\d{56}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ProducerHandler", "ConsumerHandler"})
  void shouldLoseNothing_whenAFunctionsProcessIsKilled(String handler) throws Exception {
    Run run = new Run.Settings(folder).start();
    await().atMost(SOON).until(() -> run.isOver() || run.output().contains("Consumer received"));
    kill(handler);
    await().atMost(SOON).until(() -> run.isOver() || run.log(CONSUMER).size() > 40);
    run.requestStop();

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertBalanced(run.summary(), 5);
  }

  @Test
  void shouldEndWithAClearError_whenTheKinesisServerIsKilled() throws Exception {
    Run run = new Run.Settings(folder).start();
    await().atMost(SOON).until(() -> run.isOver() || run.output().contains("Consumer received"));
    kill("main.js");

    assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
    assertThat(run.output())
        .contains(
            "kinesis-local ended unexpectedly (killed by signal 9), and the stream's records");
    await().atMost(SOON).untilAsserted(() -> assertThat(children()).isEmpty());
  }

  @Test
  void shouldLoseNothingAndKeepOrder_whenEverythingFailsNowAndThen() throws Exception {
    Run run =
        new Run.Settings(folder)
            .context(Map.of("pipeline.eventsPerInvocation", "4"))
            .faults(
                "kinesis.throttle=0.3",
                "kinesis.error=0.05",
                "kinesis.outage=3s+1s",
                "producer.crash=0.1",
                "consumer.crash=0.05",
                "consumer.timeout=0.02",
                "stream.malformed=0.05",
                "stream.reshard=2s")
            .consumed(50)
            .start();

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertBalanced(run.summary(), 50);
    JsonNode injected = run.summary().get("injected");
    assertThat(run.summary().get("failed")).isEqualTo(injected.get("stream.malformed"));
    assertThat(run.summary().get("outOfOrder").asLong()).isZero();
    assertThat(run.summary().get("unusedGrants"))
        .map(JsonNode::asText)
        .noneMatch(grant -> grant.contains("kinesis:PutRecords"));
    assertThat(run.summary().get("unusedFailureGrants"))
        .map(JsonNode::asText)
        .noneMatch(grant -> grant.startsWith(CONSUMER));
    assertThat(injected.get("kinesis.throttle").asLong()).isPositive();
    assertThat(injected.get("stream.reshard").asLong()).isPositive();
    assertThat(keptPartitionKeys())
        .hasSize(injected.get("stream.malformed").asInt())
        .allMatch(key -> key.startsWith("malformed-"));
  }

  @Test
  void shouldConsumeWhatFailed_whenItIsSentAgainAfterTheProcessorWasMended() throws Exception {
    Run broken =
        new Run.Settings(folder)
            .consumer(FlakyConsumer.class, failing(1_000_000, Way.THROW))
            .start();
    await().atMost(SOON).until(() -> broken.isOver() || !keptPartitionKeys().isEmpty());
    broken.requestStop();
    assertThat(broken.exitCode()).as(broken.output()).isZero();
    long failed = broken.summary().get("failed").asLong();
    assertThat(keptPartitionKeys()).hasSize((int) failed).doesNotHaveDuplicates();

    Run mended = new Run.Settings(folder).start();
    await().atMost(SOON).until(() -> mended.isOver() || mended.output().contains("received"));
    assertThat(redrive(mended)).contains("Sent " + failed + " records of");
    assertThat(redrive(mended)).contains("Sent 0 records of");
    mended.requestStop();

    assertThat(mended.exitCode()).as(mended.output()).isZero();
    long scheduled = values(mended.log(PRODUCER), "Producer sent: (.*)").size();
    assertThat(mended.summary().get("consumed").asLong()).isEqualTo(scheduled + failed);
    assertThat(mended.summary().get("failed").asLong()).isZero();
  }

  private String redrive(Run run) throws Exception {
    ProcessBuilder redrive =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@redrive/target/redrive.args",
                "--folder",
                folder.resolve("failures").toString())
            .directory(SynthesizedApp.PROJECT.toFile())
            .redirectErrorStream(true);
    redrive
        .environment()
        .putAll(
            Map.of(
                "AWS_ENDPOINT_URL", run.endpoint(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local"));
    Process process = redrive.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private Map<String, String> failing(int times, Way way) {
    return Map.of(
        FlakyConsumer.ATTEMPTS_FILE, folder.resolve("attempts").toString(),
        FlakyConsumer.FAILURES, String.valueOf(times),
        FlakyConsumer.WAY, way.name());
  }

  /** The partition keys of the records that the on-failure bucket has, with their payload. */
  private List<String> keptPartitionKeys() throws IOException {
    List<String> keys = new ArrayList<>();
    Path failures = Files.createDirectories(folder.resolve("failures"));
    try (Stream<Path> files = Files.walk(failures)) {
      for (Path file : files.filter(LocalRunIT::isFailureObject).toList()) {
        JsonNode payload = JSON.readTree(JSON.readTree(file.toFile()).get("payload").asText());
        payload.get("Records").forEach(r -> keys.add(r.at("/kinesis/partitionKey").asText()));
      }
    }
    return keys;
  }

  private static boolean isFailureObject(Path file) {
    return Files.isRegularFile(file)
        && !file.toString().contains(".incoming")
        && !file.toString().endsWith(".redriven");
  }

  private static void kill(String commandPart) {
    assertThat(children().filter(child -> commandLine(child).contains(commandPart)))
        .isNotEmpty()
        .allMatch(ProcessHandle::destroyForcibly);
  }

  private static Stream<ProcessHandle> children() {
    return ProcessHandle.current().descendants();
  }

  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }

  private static void assertBalanced(JsonNode summary, int least) {
    assertThat(summary.at("/produced").asLong()).isGreaterThanOrEqualTo(least);
    assertThat(summary.at("/consumed").asLong() + summary.at("/failed").asLong())
        .isEqualTo(summary.at("/produced").asLong());
    assertThat(summary.at("/lost").asLong()).isZero();
    assertThat(summary.at("/duplicates").asLong()).isZero();
  }

  private static List<String> values(List<String> lines, String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return lines.stream()
        .map(compiled::matcher)
        .filter(Matcher::matches)
        .map(m -> m.group(1))
        .toList();
  }

  private static String kind(String line) {
    return line.split("[ :]")[0];
  }
}
