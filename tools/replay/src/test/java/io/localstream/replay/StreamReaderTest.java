package io.localstream.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.fixtures.ManualTime;
import io.localstream.sender.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.Record;

class StreamReaderTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private final FakeStream stream = new FakeStream();
  private final ManualTime time = new ManualTime(NOW);
  private final Map<Duration, Runnable> events = new HashMap<>();
  private final List<String> read = new ArrayList<>();

  @Test
  void shouldReadAllShardsFromTheOldestRecord() {
    stream.open("a");
    stream.open("b");
    stream.open("c");
    List.of("a1", "a2", "a3", "a4", "a5").forEach(data -> stream.put("a", data, NOW));
    stream.put("c", "c1", NOW);

    assertThat(read(Optional.empty(), Duration.ZERO)).isTrue();

    assertThat(read).containsExactlyInAnyOrder("a1", "a2", "a3", "a4", "a5", "c1");
    assertThat(read).containsSubsequence("a1", "a2", "a3", "a4", "a5");
  }

  @Test
  void shouldBeginAtATime() {
    stream.open("a");
    stream.put("a", "old", NOW.minusSeconds(601));
    stream.put("a", "new", NOW.minusSeconds(600));

    read(Optional.of(NOW.minusSeconds(600)), Duration.ZERO);

    assertThat(read).containsExactly("new");
  }

  @Test
  void shouldReadParentsFirst_whenTheStreamWasResharded() {
    stream.open("child", "left", "right");
    stream.open("left");
    stream.open("right");
    stream.open("orphan", "expired");
    List.of("l1", "l2", "l3").forEach(data -> stream.put("left", data, NOW));
    stream.put("right", "r1", NOW);
    stream.put("child", "c1", NOW);
    stream.put("orphan", "o1", NOW);
    stream.close("left");
    stream.close("right");

    read(Optional.empty(), Duration.ZERO);

    assertThat(read).containsExactlyInAnyOrder("l1", "l2", "l3", "r1", "c1", "o1");
    assertThat(read).containsSubsequence("l1", "l2", "l3", "c1").containsSubsequence("r1", "c1");
  }

  @Test
  void shouldWaitForRecords_andFollowASplitMeanwhile() {
    stream.open("a");
    at(Duration.ofSeconds(10), () -> stream.put("a", "a1", time.instant()));
    at(
        Duration.ofSeconds(20),
        () -> {
          stream.close("a");
          stream.open("a-left", "a");
          stream.open("a-right", "a");
          stream.put("a-left", "l1", time.instant());
        });
    at(Duration.ofSeconds(50), () -> stream.put("a-right", "r1", time.instant()));
    at(Duration.ofSeconds(70), () -> stream.put("a-right", "late", time.instant()));

    assertThat(read(Optional.empty(), Duration.ofMinutes(1))).isTrue();

    assertThat(read).containsExactly("a1", "l1", "r1");
    assertThat(Duration.between(NOW, time.instant())).isBetween(seconds(60), seconds(62));
  }

  @Test
  void shouldEnd_whenTheStreamIsWrittenFasterThanItIsRead() {
    stream.open("a");
    for (int i = 0; i < 100; i++) {
      stream.put("a", "a" + i, NOW.plusSeconds(i - 5));
    }

    assertThat(read(Optional.empty(), Duration.ZERO)).isTrue();

    assertThat(read).hasSizeBetween(6, 8);
  }

  @Test
  void shouldReadNothingTwice_whenAnIteratorExpiresOrAShardIsReadTooMuch() {
    stream.open("a");
    List.of("a1", "a2", "a3").forEach(data -> stream.put("a", data, NOW));
    at(seconds(0), () -> stream.failures.addAll(List.of(FakeStream.expired())));
    stream.failures.add(FakeStream.throttled());

    read(Optional.empty(), Duration.ZERO);

    assertThat(read).containsExactly("a1", "a2", "a3");
    assertThat(stream.failures).isEmpty();
  }

  @Test
  void shouldSayThatItIsIncomplete_whenItIsStopped() {
    stream.open("a");
    stream.put("a", "a1", NOW);

    boolean complete =
        reader().read(Optional.empty(), NOW.plusSeconds(60), () -> !read.isEmpty(), this::add);

    assertThat(complete).isFalse();
    assertThat(read).containsExactly("a1");
  }

  private void at(Duration after, Runnable event) {
    events.put(after, event);
  }

  private boolean read(Optional<Instant> since, Duration runFor) {
    return reader().read(since, NOW.plus(runFor), () -> false, this::add);
  }

  private void add(String shardId, Record record) {
    read.add(record.data().asUtf8String());
  }

  private StreamReader reader() {
    return new StreamReader(
        stream, "MyStream", new Timing(time, ManualTime::backoff, this::sleepThroughEvents));
  }

  private void sleepThroughEvents(Duration sleep) {
    time.sleep(sleep);
    Duration elapsed = Duration.between(NOW, time.instant());
    events.entrySet().stream()
        .filter(event -> event.getKey().compareTo(elapsed) <= 0)
        .toList()
        .forEach(
            due -> {
              events.remove(due.getKey());
              due.getValue().run();
            });
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
