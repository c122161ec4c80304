package io.localstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.localstream.fixtureapp.ReportingConsumer;
import io.localstream.fixtures.KeptRecords;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what was recorded on AWS, with a template and a function. */
class RecordedBehaviourIT {
  private static final Duration SOON = Duration.ofMinutes(3);

  @TempDir private Path folder;

  @Test
  void rowA_shouldStartTheCountAnew_whenAResponseMadeProgress() throws Exception {
    Path assembly =
        new AssemblyCopy(folder.resolve("cdk.out"))
            .mapping(
                Map.of(
                    "BatchSize", 3,
                    "MaximumBatchingWindowInSeconds", 1,
                    "MaximumRetryAttempts", 3,
                    "BisectBatchOnFunctionError", false))
            .folder();
    Run run =
        new Run.Settings(folder)
            .assembly(assembly)
            .consumer(ReportingConsumer.class, Map.of(ReportingConsumer.REPORTED, "5"))
            .noSchedule()
            .start();
    await().atMost(SOON).until(() -> run.isOver() || run.output().contains("Endpoint"));
    TestRecords.put(URI.create(run.endpoint()), "0", "1", "2", "3", "4", "5");
    await().atMost(SOON).until(() -> run.isOver() || !KeptRecords.eventIds(folder).isEmpty());
    run.requestStop();

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.log(FixtureAssembly.CONSUMER).stream().filter(l -> l.contains("delivered")))
        .containsExactly(
            "Consumer delivered: [0, 1, 2]",
            "Consumer delivered: [3, 4, 5]",
            "Consumer delivered: [5]",
            "Consumer delivered: [5]",
            "Consumer delivered: [5]",
            "Consumer delivered: [5]");
    JsonNode invocationRecord = onlyInvocationRecord();
    assertThat(invocationRecord.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(4);
    assertThat(invocationRecord.at("/payload").isTextual()).isTrue();
    run.assertBalanced(6);
  }

  private JsonNode onlyInvocationRecord() throws Exception {
    try (Stream<Path> files = Files.walk(folder.resolve("failures"))) {
      return new JsonMapper()
          .readTree(files.filter(Files::isRegularFile).findFirst().orElseThrow().toFile());
    }
  }
}
