package io.localstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.localstream.engine.endpoint.KinesisLocal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several runs read one stream, which outlives them. The mapping changes between the runs. */
class StartingPositionIT {
  private static final Duration SOON = Duration.ofMinutes(3);

  @TempDir private Path folder;

  @Test
  void shouldBeginWhereTheMappingSays_whenTheStreamHasRecordsOfEarlierRuns() throws Exception {
    try (KinesisLocal server = KinesisLocal.start("us-east-1", "000000000000")) {
      Run first = run("first", server.uri(), "TRIM_HORIZON", Optional.empty(), 2);
      await().atMost(SOON).until(() -> first.isOver() || first.output().contains("Endpoint"));
      TestRecords.put(server.uri(), event("1"), event("2"));
      assertThat(received(first)).containsExactly(event("1"), event("2"));

      Instant afterTheFirst = Instant.now();
      Run latest = run("latest", server.uri(), "LATEST", Optional.empty(), 1);
      // The position is fixed when the mapping is created, which the output does not show.
      await()
          .atMost(SOON)
          .until(
              () -> {
                TestRecords.put(server.uri(), event("3"));
                return latest.isOver();
              });
      assertThat(received(latest)).isNotEmpty().containsOnly(event("3"));

      Run all = run("all", server.uri(), "TRIM_HORIZON", Optional.empty(), 3);
      assertThat(received(all)).startsWith(event("1"), event("2"), event("3"));

      Run later = run("later", server.uri(), "AT_TIMESTAMP", Optional.of(afterTheFirst), 1);
      assertThat(received(later)).isNotEmpty().containsOnly(event("3"));
    }
  }

  private Run run(
      String name, URI kinesis, String position, Optional<Instant> timestamp, long consumed)
      throws IOException {
    Path ofRun = Files.createDirectory(folder.resolve(name));
    Map<String, Object> mapping = new HashMap<>(Map.of("StartingPosition", position));
    timestamp.ifPresent(
        time -> mapping.put("StartingPositionTimestamp", time.toEpochMilli() / 1e3));
    return new Run.Settings(ofRun)
        .assembly(new AssemblyCopy(ofRun.resolve("cdk.out")).mapping(mapping).folder())
        .kinesis(kinesis)
        .noSchedule()
        .consumed(consumed)
        .start();
  }

  private static List<String> received(Run run) throws Exception {
    assertThat(run.exitCode()).as(run.output()).isZero();
    run.assertBalanced(1);
    String prefix = "Consumer received: ";
    return run.log(FixtureAssembly.CONSUMER).stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .toList();
  }

  private static String event(String message) {
    return "{\"message\":\"" + message + "\",\"time\":1}";
  }
}
