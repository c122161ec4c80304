package io.localstream.engine.inspection;

import static io.localstream.engine.inspection.InspectedDeployment.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  private final InspectedDeployment inspected = new InspectedDeployment();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void shouldWriteTheStateWholeAndThenWhatChanged() throws IOException {
    EventStream stream = new EventStream(inspected.inspection, out, 0);
    assertThat(stream.write()).isTrue();
    assertThat(events())
        .containsExactly(
            "overview", "streams", "mappings", "functions", "alarms", "grants", "faults");

    assertThat(stream.write()).isFalse();
    assertThat(events()).isEmpty();

    inspected.accept(record(1));
    assertThat(stream.write()).isTrue();
    assertThat(events()).containsExactly("overview", "mappings", "records");
  }

  @Test
  void shouldGoOnAfterAChange_whenAClientReconnects() throws IOException {
    inspected.accept(record(1));
    long seen = inspected.inspection.lastChange();
    inspected.accept(record(2));
    new EventStream(inspected.inspection, out, seen).write();

    assertThat(out.toString(UTF_8))
        .contains("\"sequenceNumber\":\"2\"")
        .doesNotContain("\"sequenceNumber\":\"1\"")
        .contains("id: " + inspected.inspection.lastChange() + "\n");
  }

  @Test
  void shouldKeepAnEventOnOneLine_whenDataHaveLineBreaks() throws IOException {
    inspected.inspection.accepted(record(1), "a\n\nevent: b\r".getBytes(UTF_8));
    new EventStream(inspected.inspection, out, 0).write();

    assertThat(out.toString(UTF_8)).contains("a\\n\\nevent: b\\r").doesNotContain("\nevent: b");
  }

  private List<String> events() {
    String written = out.toString(UTF_8);
    out.reset();
    return written
        .lines()
        .filter(line -> line.startsWith("event: "))
        .map(line -> line.substring("event: ".length()))
        .toList();
  }
}
