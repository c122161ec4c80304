package io.kinesispipeline.local.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kinesispipeline.local.console.FlakyConsumer.Way;
import io.kinesispipeline.local.lambda.RuntimeClient;
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

/** Runs the synthesized app with the real jars, the runtime interface client and kinesis-local. */
class LocalRunIT {
  private static final String PRODUCER = "producer-lambda";
  private static final String CONSUMER = "consumer-lambda";
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
    assertThat(run.log(CONSUMER).stream().map(LocalRunIT::kind).toList())
        .containsSubsequence("INIT_START", "RESTORE_START", "START", "Consumer", "REPORT");
    // The one that several events an invocation use, as in the run with faults.
    assertThat(run.summary().get("unusedGrants"))
        .map(JsonNode::asText)
        .containsExactly(
            "producer-lambda kinesis:PutRecords on"
                + " arn:aws:kinesis:us-east-1:000000000000:stream/MyStream");
  }

  @Test
  void shouldDrainThroughEveryWayOfFailing_whenAskedToStop() throws Exception {
    Run run =
        new Run.Settings(folder)
            .consumer(FlakyConsumer.class, FlakyConsumer.failing(folder, 3, Way.values()))
            .start();
    await().atMost(SOON).until(() -> run.isOver() || run.output().contains("Producer sent"));
    run.requestStop();

    assertThat(run.exitCode()).as(run.output()).isZero();
    run.assertBalanced(1);
    assertThat(run.summary().at("/functions/consumer-lambda/errors").asLong()).isEqualTo(3);
    assertThat(String.join("\n", run.log(CONSUMER)))
        .contains(
            "java.lang.IllegalStateException",
            "Runtime.ExitError",
            "Task timed out after 2.00 seconds");
    assertThat(run.output().substring(run.output().indexOf("Stopping: waiting")))
        .contains("consumer-lambda │ REPORT");
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
  void shouldNameWhatIsMissing_whenTheDrainTimeIsUp() throws Exception {
    Run run = hanging().drain(Duration.ofMillis(500)).start();
    await().atMost(SOON).until(() -> run.isOver() || isConsuming(run));
    run.requestStop();

    assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
    assertThat(run.summary().at("/lost").asLong())
        .isPositive()
        .isEqualTo(run.summary().at("/produced").asLong());
    assertThat(run.output())
        .contains("Neither processed nor kept:")
        .containsPattern("MyStream shardId-000000000000 \\d{56}");
  }

  @Test
  void shouldConsumeWhatFailed_whenItIsSentAgainAfterTheProcessorWasMended() throws Exception {
    Run broken =
        new Run.Settings(folder)
            .consumer(FlakyConsumer.class, FlakyConsumer.failing(folder, 1_000_000, Way.THROW))
            .start();
    await().atMost(SOON).until(() -> broken.isOver() || !KeptRecords.eventIds(folder).isEmpty());
    broken.requestStop();
    assertThat(broken.exitCode()).as(broken.output()).isZero();
    long failed = broken.summary().get("failed").asLong();
    assertThat(KeptRecords.eventIds(folder)).hasSize((int) failed).doesNotHaveDuplicates();

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

  private Run.Settings hanging() {
    return new Run.Settings(folder)
        .consumer(FlakyConsumer.class, FlakyConsumer.failing(folder, 1_000, Way.HANG));
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
