package io.localstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.localstream.fixtures.KeptRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Injects every kind of fault into one run. */
class FaultyRunIT {
  @TempDir private Path folder;

  @Test
  void shouldLoseNothingAndKeepOrder_whenEverythingFailsNowAndThen() throws Exception {
    // With the seed of these runs, each fault occurs by the fiftieth record.
    Run run =
        new Run.Settings(folder)
            .every(Duration.ofSeconds(2))
            .eventsPerInvocation(10)
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

    assertThat(run.exitCode()).as(run.output()).isZero();
    run.assertBalanced(50);
    JsonNode injected = run.summary().get("injected");
    assertThat(injected.get("kinesis.throttle").asLong()).isPositive();
    assertThat(injected.get("stream.reshard").asLong()).isPositive();
    assertThat(injected.get("stream.malformed").asLong()).isPositive();
    assertThat(run.summary().get("failed")).isEqualTo(injected.get("stream.malformed"));
    assertThat(KeptRecords.partitionKeys(folder))
        .hasSize(injected.get("stream.malformed").asInt())
        .allMatch(key -> key.startsWith("malformed-"));
  }

  @Test
  void shouldKeepTheOrderOfEachPartitionKey_whenRecordsAreThrottled() throws Exception {
    Run run =
        new Run.Settings(folder)
            .every(Duration.ofSeconds(2))
            .eventsPerInvocation(20, 2)
            .faults("kinesis.throttle=0.3")
            .consumed(40)
            .start();

    assertThat(run.exitCode()).as(run.output()).isZero();
    run.assertBalanced(40);
    assertThat(run.summary().at("/injected/kinesis.throttle").asLong()).isPositive();
    Map<String, List<Integer>> numbers = new TreeMap<>();
    Pattern received = Pattern.compile("Consumer received: \\{\"message\":\"(\\S+) (\\d+)\"");
    for (String line : run.log(FixtureAssembly.CONSUMER)) {
      Matcher event = received.matcher(line);
      if (event.find()) {
        numbers
            .computeIfAbsent(event.group(1), key -> new ArrayList<>())
            .add(Integer.valueOf(event.group(2)));
      }
    }
    assertThat(numbers).hasSizeGreaterThanOrEqualTo(4);
    assertThat(numbers.values())
        .allSatisfy(ofOneKey -> assertThat(ofOneKey).hasSize(10).isSorted());
  }
}
