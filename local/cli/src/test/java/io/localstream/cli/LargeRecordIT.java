package io.localstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.localstream.fixtures.KeptRecords;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** Runs the fixture app with records above 1 MiB, the default maximum of a stream. */
class LargeRecordIT {
  private static final int MIB = 1 << 20;
  private static final Duration SOON = Duration.ofMinutes(3);

  @TempDir private Path folder;

  @Test
  void shouldConsumeWhatAnInvocationTakes_andKeepALargerRecordUnsent() throws Exception {
    Run run =
        new Run.Settings(folder).assembly(largeRecords()).noSchedule().noShardLimits().start();
    await().atMost(SOON).until(() -> run.isOver() || run.output().contains("Endpoint"));
    URI endpoint = URI.create(run.endpoint());

    assertThatThrownBy(() -> TestRecords.put(endpoint, List.of(event(6 * MIB), event(5 * MIB))))
        .isInstanceOf(KinesisException.class)
        .hasMessageContaining("Records size exceeds 10 MB limit");
    TestRecords.put(endpoint, List.of(event(5 * MIB), event(2 * MIB), event(100)));
    await()
        .atMost(SOON)
        .until(
            () -> run.isOver() || (received(run) == 2 && !KeptRecords.eventIds(folder).isEmpty()));
    run.requestStop();

    assertThat(run.exitCode()).as(run.output()).isZero();
    run.assertBalanced(3);
    assertThat(run.summary().get("produced").asInt()).isEqualTo(3);
    assertThat(run.summary().get("consumed").asInt()).isEqualTo(2);
    assertThat(run.summary().get("failed").asInt()).isEqualTo(1);
    assertThat(received(run)).isEqualTo(2);
    JsonNode kept = onlyInvocationRecord();
    assertThat(kept.at("/requestContext/condition").asText())
        .isEqualTo("MaximumPayloadSizeExceeded");
    assertThat(kept.has("responseContext")).isFalse();
    assertThat(KeptRecords.partitionKeys(folder)).containsExactly("5242880");
  }

  private Path largeRecords() throws Exception {
    return new AssemblyCopy(folder.resolve("cdk.out"))
        .stream(Map.of("MaxRecordSizeInKiB", 10_240)).folder();
  }

  private static long received(Run run) {
    return run.log(FixtureAssembly.CONSUMER).stream()
        // A line above 256 KiB is cut, so it is not JSON any more, and is shown unchanged.
        .filter(line -> line.contains("Consumer received: "))
        .count();
  }

  private JsonNode onlyInvocationRecord() throws Exception {
    try (Stream<Path> files = Files.walk(folder.resolve("failures"))) {
      Path file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
      return new JsonMapper().readTree(file.toFile());
    }
  }

  /**
   * Returns a record with this number of bytes. It is an event whose partition key is this number.
   */
  private static PutRecordsRequestEntry event(int bytes) {
    String empty = "{\"message\":\"\",\"time\":1}";
    String message = "x".repeat(bytes - empty.length());
    return TestRecords.record(String.valueOf(bytes), empty.replace("\"\"", "\"" + message + "\""));
  }
}
