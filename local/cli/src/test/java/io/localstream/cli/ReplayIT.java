package io.localstream.cli;

import static io.localstream.cli.FixtureAssembly.CONSUMER;
import static io.localstream.cli.FixtureAssembly.STREAM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.localstream.fixtures.JsonLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Puts events on the stream of a run with {@code npm run put}, and captures them with {@code npm
 * run capture}.
 */
class ReplayIT {
  private static final Duration SOON = Duration.ofMinutes(3);
  private static final String RECEIVED = "Consumer received: ";

  @TempDir private Path folder;
  private Path events;
  private Path captured;

  /** The output and the exit code of a command. */
  private record Ended(int code, String output) {}

  @BeforeEach
  void nameFiles() {
    events = folder.resolve("events.jsonl");
    captured = folder.resolve("captured.jsonl");
  }

  @Test
  void shouldPutEventsAndCaptureThem_andPutThemAgainWithTheirKeys() throws Exception {
    Files.write(events, events(1, 20));
    Run run = start();

    Ended put = put("--file", events.toString(), "--key", "/message");
    assertThat(put.output()).contains("Sent 20 records to the stream " + STREAM);
    assertThat(put.code()).as(put.output()).isZero();
    await().atMost(SOON).until(() -> run.isOver() || received(run).size() == 20);
    Ended capture = capture("--file", captured.toString());
    assertThat(capture.output()).contains("Captured 20 records in " + captured);
    assertThat(capture.code()).as(capture.output()).isZero();
    Ended again = put("--file", captured.toString());
    assertThat(again.code()).as(again.output()).isZero();
    await().atMost(SOON).until(() -> run.isOver() || received(run).size() == 40);

    assertThat(JsonLines.read(captured))
        .allSatisfy(
            record ->
                assertThat(record.path("data").asText())
                    .contains("\"" + record.path("partitionKey").asText() + "\""));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(captured)))
        .isEqualTo("rw-------");
    assertThat(received(run).subList(20, 40)).containsExactlyInAnyOrderElementsOf(events(1, 20));
    run.requestStop();
    assertThat(run.exitCode()).as(run.output()).isZero();
    run.assertBalanced(40);
    assertThat(folder.resolve("endpoint")).doesNotExist();
    assertThat(put("--file", events.toString()).code()).as("without a run").isEqualTo(2);
  }

  @Test
  void shouldSendEachEventOnce_whenItIsInterruptedAndContinued() throws Exception {
    Files.write(events, events(1, 30));
    Run run = start();

    Process slow = command("Put", "--file", events.toString(), "--rate", "2/s");
    await().atMost(SOON).until(() -> run.isOver() || received(run).size() >= 2);
    slow.toHandle().destroy();
    String output = new String(slow.getInputStream().readAllBytes(), UTF_8);
    Matcher from = Pattern.compile("run the command again with --from (\\d+)").matcher(output);
    assertThat(from.find()).as(output).isTrue();
    Ended rest = put("--file", events.toString(), "--from", from.group(1));
    assertThat(rest.code()).as(rest.output()).isZero();
    await().atMost(SOON).until(() -> run.isOver() || received(run).size() >= 30);
    run.requestStop();

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(received(run)).containsExactlyInAnyOrderElementsOf(events(1, 30));
  }

  @Test
  void shouldSendNothing_whenALineIsNoEvent() throws Exception {
    List<String> lines = new ArrayList<>(events(1, 3));
    lines.add("hello");
    Files.write(events, lines);
    Run run = start();

    Ended put = put("--file", events.toString());
    assertThat(put.output()).contains("line 4 is not an event", "Nothing was sent");
    assertThat(put.code()).isEqualTo(2);
    Ended capture = capture("--file", "-");
    assertThat(capture.output()).contains("Captured 0 records");
    assertThat(put("--file", events.toString(), "--raw").code()).isZero();
    assertThat(capture("--file", "-", "--since", "1h").output())
        .contains("Captured 4 records", "\"data\":\"hello\"");
    run.requestStop();

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.summary().path("failed").asInt()).isOne();
  }

  private Run start() throws IOException {
    Run run = new Run.Settings(folder).noSchedule().start();
    await().atMost(SOON).until(() -> run.output().contains("Endpoint ") || run.isOver());
    assertThat(run.isOver()).as(run.output()).isFalse();
    return run;
  }

  private static List<String> events(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj("{\"message\":\"event %1$d\",\"time\":%1$d}"::formatted)
        .toList();
  }

  private static List<String> received(Run run) {
    return run.log(CONSUMER).stream()
        .filter(line -> line.startsWith(RECEIVED))
        .map(line -> line.substring(RECEIVED.length()))
        .toList();
  }

  private Ended put(String... options) throws Exception {
    return end(command("Put", options));
  }

  private Ended capture(String... options) throws Exception {
    return end(command("Capture", options));
  }

  private static Ended end(Process process) throws Exception {
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), output);
  }

  private Process command(String name, String... options) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("@tools/replay/target/replay.args");
    line.add("io.localstream.replay." + name);
    line.addAll(List.of("--run", folder.toString()));
    line.addAll(List.of(options));
    return new ProcessBuilder(line)
        .directory(FixtureAssembly.PROJECT.toFile())
        .redirectErrorStream(true)
        .start();
  }
}
