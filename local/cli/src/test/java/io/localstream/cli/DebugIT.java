package io.localstream.cli;

import static io.localstream.cli.FixtureAssembly.CONSUMER;
import static io.localstream.cli.FixtureAssembly.PRODUCER;
import static io.localstream.cli.FixtureAssembly.PROJECT;
import static io.localstream.cli.FixtureAssembly.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.jdi.StringReference;
import io.localstream.fixtureapp.EventConsumer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Attaches a debugger to the consumer of a run. */
class DebugIT {
  private static final Duration SOON = Duration.ofMinutes(3);
  private static final Duration DRAIN = Duration.ofSeconds(2);
  private static final Pattern LISTENING =
      Pattern.compile(CONSUMER + " (?:can be debugged|waits for a debugger) at 127.0.0.1:(\\d+)");
  private static final String RECEIVED = "Consumer received: ";
  private static final String EVENT = "{\"message\":\"Stop here\",\"time\":1}";

  @TempDir private Path folder;

  @Test
  void shouldProcessARecordOnce_whenItStandsAtABreakpointBeyondAllLimits() throws Exception {
    // The timeout of such a consumer is two seconds.
    Run run =
        new Run.Settings(folder)
            .noSchedule()
            .drain(DRAIN)
            .consumer(EventConsumer.class, Map.of())
            .debugConsumer(true)
            .start();
    String event;
    await().atMost(SOON).until(() -> run.isOver() || run.output().contains("Endpoint "));
    try (AttachedDebugger debugger = AttachedDebugger.to(port(run))) {
      debugger.breakAt(EventConsumer.class.getName(), lineThatLogs());
      debugger.resume();
      put(run.endpoint());
      event = ((StringReference) debugger.awaitBreakpoint().variable("data")).value();
      run.requestStop();
      await().atMost(SOON).until(() -> run.isOver() || run.output().contains("at a breakpoint"));
      await().during(DRAIN.multipliedBy(3)).atMost(SOON).until(() -> !run.isOver());
      assertThat(run.log(CONSUMER)).noneMatch(line -> line.startsWith(RECEIVED));
    }

    assertThat(event).isEqualTo(EVENT);
    assertThat(run.exitCode()).as(run.output()).isZero();
    run.assertBalanced(1);
    assertThat(received(run)).isOne();
    assertThat(run.summary().at("/functions/" + CONSUMER + "/errors").asInt()).isZero();
    assertThat(run.summary().at("/functions/" + CONSUMER + "/coldStarts").asInt()).isLessThan(2);
  }

  @Test
  void shouldListenOnTheSamePort_whenTheEnvironmentIsKilled() throws Exception {
    Run run = new Run.Settings(folder).debugConsumer(false).start();
    int port = port(run);
    await().atMost(SOON).until(() -> run.isOver() || received(run) >= 1);
    assertThat(
            ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().commandLine().orElse("").contains(":" + port)))
        .singleElement()
        .matches(ProcessHandle::destroyForcibly);

    await().atMost(SOON).until(() -> run.isOver() || ports(run).size() == 2);
    long before = received(run);
    await().atMost(SOON).until(() -> run.isOver() || received(run) > before);
    AttachedDebugger.to(port).close();
    run.requestStop();

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(ports(run)).containsOnly(port);
    assertThat(run.output()).containsOnlyOnce("jdb -attach 127.0.0.1:" + port);
    run.assertBalanced(1);
  }

  @Test
  void shouldStopAtOnce_whenNoDebuggerComesAndTheRunIsAskedTwice() throws Exception {
    Run run = new Run.Settings(folder).debugConsumer(true).start();
    port(run);
    await().atMost(SOON).until(() -> run.isOver() || sent(run) >= 1);
    run.requestStop();
    await().atMost(SOON).until(() -> run.isOver() || run.output().contains("at a breakpoint"));
    run.requestStop();

    assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
    assertThat(run.summary().at("/pending").asInt()).isPositive();
    assertThat(run.summary().at("/lost").asInt()).isZero();
  }

  private static void put(String endpoint) {
    try (KinesisClient kinesis =
        KinesisClient.builder()
            .endpointOverride(URI.create(endpoint))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("me", "secret")))
            .build()) {
      kinesis.putRecord(
          r -> r.streamName(STREAM).partitionKey("key").data(SdkBytes.fromUtf8String(EVENT)));
    }
  }

  private static int port(Run run) {
    await().atMost(SOON).until(() -> run.isOver() || !ports(run).isEmpty());
    assertThat(ports(run)).as(run.output()).isNotEmpty();
    return ports(run).get(0);
  }

  private static List<Integer> ports(Run run) {
    Matcher listening = LISTENING.matcher(run.output());
    return listening.results().map(found -> Integer.parseInt(found.group(1))).toList();
  }

  private static long sent(Run run) {
    return run.log(PRODUCER).stream().filter(line -> line.startsWith("Producer sent: ")).count();
  }

  private static long received(Run run) {
    return run.log(CONSUMER).stream().filter(line -> line.startsWith(RECEIVED)).count();
  }

  private static int lineThatLogs() throws Exception {
    Path source =
        PROJECT
            .resolve("tools/fixture-app/src/main/java")
            .resolve(EventConsumer.class.getName().replace('.', '/') + ".java");
    List<String> lines = Files.readAllLines(source);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(RECEIVED)) {
        return i + 1;
      }
    }
    throw new AssertionError("no line of " + source + " logs " + RECEIVED);
  }
}
