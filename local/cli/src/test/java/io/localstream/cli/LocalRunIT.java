package io.localstream.cli;

import static io.localstream.cli.FixtureAssembly.CONSUMER;
import static io.localstream.cli.FixtureAssembly.PRODUCER;
import static io.localstream.cli.FixtureAssembly.STREAM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.localstream.engine.lambda.RuntimeClient;
import io.localstream.fixtureapp.FlakyConsumer;
import io.localstream.fixtureapp.FlakyConsumer.FailureMode;
import io.localstream.fixtures.KeptRecords;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Runs the fixture app with its real jar, the runtime interface client and streams in memory. */
class LocalRunIT {
  private static final Duration SOON = Duration.ofMinutes(3);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(RuntimeClient.class)
  void shouldConsumeWhatIsProduced(RuntimeClient client) throws Exception {
    Run run = new Run.Settings(folder).runtimeClient(client).consumed(5).start();

    assertThat(run.exitCode()).as(run.output()).isZero();
    run.assertBalanced(5);
    assertThat(run.summary().at("/failed").asLong()).isZero();
    assertThat(run.output()).doesNotContain("\"timestamp\"", "\"level\"", "\"platform.");
    assertThat(run.logFile())
        .extracting(line -> line.at("/message/type").asText(line.at("/message/message").asText()))
        .map(LocalRunIT::kind)
        .containsSubsequence(
            "platform.restoreStart", "platform.start", "Producer", "platform.report");
    assertThat(run.log(PRODUCER)).noneMatch(line -> line.contains("ERROR"));
    assertThat(values(run.log(CONSUMER), "Consumer received: (.*)"))
        .hasSameElementsAs(values(run.log(PRODUCER), "Producer sent: (.*)"))
        .allMatch(event -> event.matches("\\{.*\"time\":\\d{13}.*}"));
    String put =
        "  printf %s '" + values(run.log(PRODUCER), "Producer sent: (.*)").get(0) + "' | AWS_";
    assertThat(run.output().lines().filter(line -> line.contains("kinesis put-record")))
        .singleElement()
        .asString()
        .startsWith(put)
        .endsWith("--partition-key mine --data fileb:///dev/stdin");
    assertThat(run.log(CONSUMER).stream().map(LocalRunIT::kind).toList())
        .containsSubsequence("INIT_START", "RESTORE_START", "START", "Consumer", "REPORT");
    // Only several events per invocation use this action, as in the run with faults.
    assertThat(run.summary().get("unusedGrants"))
        .map(JsonNode::asText)
        .contains(
            "fixture-producer kinesis:PutRecords on"
                + " arn:aws:kinesis:us-east-1:000000000000:stream/FixtureStream")
        .noneMatch(grant -> grant.contains("kinesis:PutRecord on"));
  }

  @Test
  void shouldDrainThroughEveryWayOfFailing_whenAskedToStop() throws Exception {
    Run run =
        new Run.Settings(folder)
            .consumer(FlakyConsumer.class, FlakyConsumer.failing(folder, 3, FailureMode.values()))
            .start();
    await().atMost(SOON).until(() -> run.isOver() || run.output().contains("Producer sent"));
    run.requestStop();

    assertThat(run.exitCode()).as(run.output()).isZero();
    run.assertBalanced(1);
    assertThat(run.summary().at("/functions/fixture-consumer/errors").asLong()).isEqualTo(3);
    assertThat(String.join("\n", run.log(CONSUMER)))
        .contains(
            "java.lang.IllegalStateException",
            "Runtime.ExitError",
            "Task timed out after 2.00 seconds");
    assertThat(run.output().substring(run.output().indexOf("Stopping: waiting")))
        .contains("fixture-consumer │ REPORT");
  }

  @Test
  void shouldStopAtOnce_whenAskedTwice() throws Exception {
    Run run = hanging().start();
    await().atMost(SOON).until(() -> run.isOver() || isConsuming(run));
    run.requestStop();
    run.requestStop();

    assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(ProcessHandle.current().descendants()).isEmpty());
  }

  @Test
  void shouldNameWhatIsPending_whenTheDrainTimeIsUp() throws Exception {
    Run run = hanging().drain(Duration.ofMillis(500)).start();
    await().atMost(SOON).until(() -> run.isOver() || isConsuming(run));
    run.requestStop();

    assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
    assertThat(run.summary().at("/pending").asLong())
        .isPositive()
        .isEqualTo(run.summary().at("/produced").asLong());
    assertThat(run.summary().at("/lost").asLong()).isZero();
    assertThat(run.output())
        .contains("Pending at fixture-consumer (still on the stream;")
        .containsPattern("FixtureStream shardId-000000000000 \\d{56}")
        .doesNotContain("Lost at");
  }

  @Test
  void shouldBalanceEachMappingAndCountProducedOnce_whenTwoFunctionsReadOneStream()
      throws Exception {
    Run run =
        new Run.Settings(folder)
            .alsoConsumedBy(
                "second-lambda",
                FlakyConsumer.class,
                FlakyConsumer.failing(folder, 1_000_000, FailureMode.HANG))
            .drain(Duration.ofSeconds(3))
            .start();
    await()
        .atMost(SOON)
        .until(() -> run.isOver() || values(run.log(CONSUMER), "(Consumer received.*)").size() > 2);
    run.requestStop();

    assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
    JsonNode summary = run.summary();
    JsonNode first = summary.at("/mappings/fixture-consumer");
    JsonNode second = summary.at("/mappings/second-lambda");
    int produced = values(run.log(PRODUCER), "(Producer sent: .*)").size();
    assertThat(summary.get("produced").asInt()).isEqualTo(produced);
    assertThat(first.get("produced").asInt()).isEqualTo(produced);
    assertThat(first.get("consumed").asInt()).isEqualTo(produced);
    assertThat(first.get("pending").asInt()).isZero();
    assertThat(second.get("pending").asInt()).isEqualTo(produced);
    assertThat(second.get("lost").asInt()).isZero();
    assertThat(summary.get("pending")).as("of the one behind").isEqualTo(second.get("pending"));
    assertThat(summary.get("duplicates").asInt()).isZero();
  }

  @Test
  void shouldInvokeNothingByItself_whenNoScheduleIsToFire() throws Exception {
    Run run = new Run.Settings(folder).noSchedule().consumed(1).start();
    await()
        .atMost(SOON)
        .until(() -> run.isOver() || run.output().contains("--data fileb://<file>"));
    try (KinesisClient kinesis =
        KinesisClient.builder()
            .endpointOverride(URI.create(run.endpoint()))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build()) {
      kinesis.putRecord(
          r ->
              r.streamName(STREAM)
                  .partitionKey("mine")
                  .data(SdkBytes.fromUtf8String("{\"message\":\"Mine\",\"time\":1}")));
    }

    assertThat(run.exitCode()).as(run.output()).isZero();
    run.assertBalanced(1);
    assertThat(run.summary().get("produced").asInt()).isEqualTo(1);
    assertThat(run.summary().at("/functions/fixture-producer/invocations").asInt()).isZero();
    assertThat(run.output()).contains("does not fire (--no-schedule)");
  }

  @Test
  void shouldConsumeWhatFailed_whenItIsSentAgainAfterTheProcessorWasMended() throws Exception {
    Run broken =
        new Run.Settings(folder)
            .consumer(
                FlakyConsumer.class, FlakyConsumer.failing(folder, 1_000_000, FailureMode.THROW))
            .start();
    await().atMost(SOON).until(() -> broken.isOver() || !KeptRecords.eventIds(folder).isEmpty());
    broken.requestStop();
    assertThat(broken.exitCode()).as(broken.output()).isZero();
    long failed = broken.summary().get("failed").asLong();
    assertThat(KeptRecords.eventIds(folder)).hasSize((int) failed).doesNotHaveDuplicates();
    Path failures = folder.resolve("failures");
    assertThat(broken.output().lines().filter(line -> line.startsWith("Gave up ")))
        .isNotEmpty()
        .allMatch(line -> line.contains("(RetryAttemptsExhausted): kept in " + failures));
    assertThat(broken.output())
        .contains(
            failed
                + " failed and kept in "
                + failures
                + "; the exit code is 0 if all failed records are kept");

    Run mended = new Run.Settings(folder).start();
    await().atMost(SOON).until(() -> mended.isOver() || mended.output().contains("received"));
    assertThat(redrive(mended)).contains("Sent " + failed + " records of");
    assertThat(redrive(mended)).contains("Sent 0 records of");
    mended.requestStop();

    assertThat(mended.exitCode()).as(mended.output()).isZero();
    long scheduled = values(mended.log(PRODUCER), "Producer sent: (.*)").size();
    // A request whose response is late is sent again, and its record is on the stream twice.
    assertThat(mended.summary().get("consumed").asLong())
        .isEqualTo(mended.summary().get("produced").asLong())
        .isGreaterThanOrEqualTo(scheduled + failed);
    assertThat(mended.summary().get("failed").asLong()).isZero();
  }

  private String redrive(Run run) throws Exception {
    ProcessBuilder redrive =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@tools/redrive/target/redrive.args",
                "--folder",
                folder.resolve("failures").toString())
            .directory(FixtureAssembly.PROJECT.toFile())
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

  private Run.Settings hanging() {
    return new Run.Settings(folder)
        .consumer(FlakyConsumer.class, FlakyConsumer.failing(folder, 1_000, FailureMode.HANG));
  }

  private static boolean isConsuming(Run run) {
    return run.log(CONSUMER).stream().anyMatch(line -> line.startsWith("START"));
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
