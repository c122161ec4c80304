package io.localstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.records.RecordListener.RecordId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PutRecordExampleTest {
  private static final RecordId RECORD = new RecordId("Other", "shardId-000000000000", "1", "a");
  private static final URI ENDPOINT = URI.create("http://127.0.0.1:4570");
  private static final String COMMAND =
      "AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local aws kinesis put-record"
          + " --endpoint-url http://127.0.0.1:4570 --region eu-west-1 --stream-name %s"
          + " --partition-key mine --data fileb://%s";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<RecordId> next = new ArrayList<>();

  @Test
  void shouldShowTheFirstRecordsDataOnce_whenItIsShortText() {
    PutRecordExample example = example(true);
    example.begin(ENDPOINT, true);
    assertThat(commands()).isEmpty();

    example.accepted(RECORD, "{\"who\":\"O'Neil\"}".getBytes(UTF_8));
    example.accepted(RECORD, "{\"who\":\"later\"}".getBytes(UTF_8));

    assertThat(commands())
        .containsExactly(
            "  printf %s '{\"who\":\"O'\\''Neil\"}' | " + COMMAND.formatted("Other", "/dev/stdin"));
    assertThat(next).containsExactly(RECORD, RECORD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two\nlines", "\u001b[31m", "\u0000"})
  void shouldShowNoData_whenItIsNoPlainText(String data) {
    PutRecordExample example = example(true);
    example.begin(ENDPOINT, true);
    example.accepted(RECORD, data.getBytes(UTF_8));

    assertThat(commands()).containsExactly("  " + COMMAND.formatted("Other", "<file>"));
  }

  @Test
  void shouldShowNoData_whenItIsNoTextAtAllOrLong() {
    for (byte[] data : List.of(new byte[] {(byte) 0xC3, 0x28}, "x".repeat(301).getBytes(UTF_8))) {
      out.reset();
      PutRecordExample example = example(true);
      example.begin(ENDPOINT, true);
      example.accepted(RECORD, data);

      assertThat(commands()).containsExactly("  " + COMMAND.formatted("Other", "<file>"));
    }
  }

  @Test
  void shouldShowItWithoutDataAtOnce_whenNothingFires() {
    example(true).begin(ENDPOINT, false);
    example(false).begin(ENDPOINT, true);

    String command = "  " + COMMAND.formatted("MyStream", "<file>");
    assertThat(commands()).containsExactly(command, command);
  }

  @Test
  void shouldWaitForTheHeader_whenARecordIsEarlier() {
    PutRecordExample example = example(true);
    example.accepted(RECORD, "early".getBytes(UTF_8));
    assertThat(commands()).isEmpty();

    example.begin(ENDPOINT, true);

    assertThat(commands()).singleElement().asString().startsWith("  printf %s 'early' | ");
  }

  private PutRecordExample example(boolean scheduleIsEnabled) {
    Console console =
        new Console(new PrintStream(out, true, UTF_8), false, List.of(), ZoneOffset.UTC);
    Deployment deployment =
        new Deployment(
            "eu-west-1",
            "000000000000",
            List.of(),
            List.of(new Deployment.Stream("MyStream", "arn", 1, Duration.ofHours(24), 1 << 20)),
            List.of(),
            List.of(),
            List.of(
                new Deployment.Schedule(
                    "r", "arn", "rate(1 minute)", "f", Optional.empty(), scheduleIsEnabled)),
            List.of(),
            Map.of(),
            List.of(),
            List.of(),
            List.of());
    return new PutRecordExample((record, data) -> next.add(record), console, deployment);
  }

  private List<String> commands() {
    return out.toString(UTF_8).lines().filter(line -> line.contains("put-record")).toList();
  }
}
