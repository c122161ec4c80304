package io.localstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.inspection.Overview;
import io.localstream.engine.inspection.Overview.Trouble;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Trouble FAILED =
      new Trouble("consumer", "shardId-1", "attempt 3 failed", Optional.of(NOW.plusMillis(1_500)));
  private static final Overview WELL = overview(List.of());
  private static final Overview IN_TROUBLE = overview(List.of(FAILED));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private Overview overview = WELL;

  @Test
  void shouldSayWhatMatters() {
    assertThat(Status.text(new Overview(3, 3, 0, Duration.ZERO, List.of(), List.of()), NOW))
        .isEqualTo("3 produced, 3 consumed, not behind");
    assertThat(
            Status.text(
                new Overview(
                    12,
                    10,
                    2,
                    Duration.ofMillis(3_210),
                    List.of(FAILED),
                    List.of("consumer-errors")),
                NOW))
        .isEqualTo(
            "12 produced, 10 consumed, behind by 2 records and 3.2 s; in trouble: shardId-1 of"
                + " consumer (attempt 3 failed, next in 1.5 s); in alarm: consumer-errors");
  }

  @Test
  void shouldNameTwoShards_whenMoreAreInTrouble() {
    assertThat(Status.text(overview(Collections.nCopies(4, FAILED)), NOW)).endsWith(" and 2 more");
  }

  @Test
  void shouldSayNothing_whenAllIsWellAndThereIsNoTerminal() {
    Status status = status(false);
    status.look(NOW);
    status.look(NOW.plusSeconds(60));

    assertThat(lines()).isEmpty();
  }

  @Test
  void shouldSayALineEveryTenSeconds_whenSomethingIsInTroubleAndThereIsNoTerminal() {
    Status status = status(false);
    overview = IN_TROUBLE;
    for (int second = 0; second <= 20; second++) {
      status.look(NOW.plusSeconds(second));
    }

    assertThat(lines()).hasSize(3).allMatch(line -> line.contains("in trouble: shardId-1"));
  }

  @Test
  void shouldSayTheFirstLineAtOnce_whenTroubleBegins() {
    Status status = status(false);
    status.look(NOW);
    overview = IN_TROUBLE;
    status.look(NOW.plusSeconds(1));

    assertThat(lines()).hasSize(1);
  }

  @Test
  void shouldRenewTheLineAndTakeItAway_whenThereIsATerminal() {
    Status status = status(true);
    status.look(NOW);
    assertThat(out.toString(UTF_8))
        .isEqualTo("3 produced, 2 consumed, behind by 1 record and 1.0 s");

    status.end();
    assertThat(out.toString(UTF_8)).endsWith("\r\u001b[K");
  }

  private static Overview overview(List<Trouble> troubles) {
    return new Overview(3, 2, 1, Duration.ofSeconds(1), troubles, List.of());
  }

  private Status status(boolean terminal) {
    PrintStream stream = new PrintStream(out, true, UTF_8);
    return new Status(
        new Console(stream, terminal, List.of(), ZoneOffset.UTC), terminal, () -> overview);
  }

  private List<String> lines() {
    return out.toString(UTF_8).lines().toList();
  }
}
