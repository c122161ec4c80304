package io.localstream.cli;

import static io.localstream.cli.FixtureAssembly.CONSUMER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the fixture app with a filter in the template of its event source mapping. */
class FilteredRunIT {
  /** Matches the second of an invocation's two events, whose message ends with " 1". */
  private static final String SECOND_EVENTS = "{\"data\":{\"message\":[{\"suffix\":\" 1\"}]}}";

  @TempDir private Path folder;

  @Test
  void shouldCountAsFiltered_whatMatchesNoPatternOrIsNotJson() throws Exception {
    Run run =
        new Run.Settings(folder)
            .assembly(filtering(Map.of("Pattern", SECOND_EVENTS)))
            .eventsPerInvocation(2)
            .faults("stream.malformed=0.4")
            .consumed(8)
            .start();

    assertThat(run.exitCode()).as(run.output()).isZero();
    List<String> received =
        run.log(CONSUMER).stream().filter(line -> line.contains("received")).toList();
    JsonNode summary = run.summary();
    long produced = summary.get("produced").asLong();
    long malformed = summary.at("/injected/stream.malformed").asLong();
    assertThat(malformed).isPositive();
    assertThat(received).allMatch(line -> line.matches(".* 1\",\"time\":\\d+}"));
    assertThat(summary.get("consumed").asInt()).isEqualTo(received.size());
    assertThat(summary.get("filtered").asLong())
        .isEqualTo(produced - received.size())
        .isGreaterThanOrEqualTo(received.size() + malformed);
    for (String none : List.of("failed", "lost", "pending", "outOfOrder")) {
      assertThat(summary.get(none).asLong()).as(none).isZero();
    }
    assertThat(run.output()).contains(" " + summary.get("filtered").asLong() + " filtered,");
  }

  @Test
  void shouldSendEverything_whenTheListOfFiltersIsEmpty() throws Exception {
    Run run = new Run.Settings(folder).assembly(filtering()).consumed(2).start();

    assertThat(run.exitCode()).as(run.output()).isZero();
    run.assertBalanced(2);
    assertThat(run.summary().get("filtered").asLong()).isZero();
  }

  private Path filtering(Object... filters) throws IOException {
    return new AssemblyCopy(folder.resolve("cdk.out"))
        .mapping(Map.of("FilterCriteria", Map.of("Filters", List.of(filters))))
        .folder();
  }
}
