package io.localstream.engine.inspection;

import static io.localstream.engine.inspection.InspectedDeployment.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  private final InspectedDeployment inspected = new InspectedDeployment();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void shouldWriteTheStateWholeAndThenWhatChanged() throws IOException {
    EventStream stream = new EventStream(inspected.inspection, out, 0, 200);
    assertThat(stream.write()).isTrue();
    assertThat(events())
        .containsExactly(
            "pipeline",
            "overview",
            "streams",
            "mappings",
            "functions",
            "alarms",
            "grants",
            "faults",
            "injecting",
            "services");

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
    new EventStream(inspected.inspection, out, seen, 200).write();

    assertThat(out.toString(UTF_8))
        .contains("\"sequenceNumber\":\"2\"")
        .doesNotContain("\"sequenceNumber\":\"1\"")
        .contains("id: " + inspected.inspection.lastChange() + "\n");
  }

  @Test
  void shouldWriteStatesOnly_whenNoItemsAreWanted() throws IOException {
    inspected.accept(record(1));
    new EventStream(inspected.inspection, out, 0, 0).write();

    assertThat(events()).contains("overview").doesNotContain("records");
  }

  @Test
  void shouldWriteTheLastStateAndTheEnd_whenTheRunEnds() throws Exception {
    EventStream stream = new EventStream(inspected.inspection, out, 0, 200);
    stream.write();
    events();
    inspected.accept(record(1));
    CountDownLatch end = new CountDownLatch(1);
    end.countDown();
    stream.run(Duration.ofHours(1), end);

    assertThat(events()).containsExactly("overview", "mappings", "records", "end");
  }

  @Test
  void shouldKeepAnEventOnOneLine_whenDataHaveLineBreaks() throws IOException {
    inspected.inspection.accepted(record(1), "a\n\nevent: b\r".getBytes(UTF_8));
    new EventStream(inspected.inspection, out, 0, 200).write();

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
