package io.localstream.cli;

import io.localstream.engine.inspection.Overview;
import io.localstream.engine.inspection.Overview.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Shows the status of the run. On a terminal, it is one line that is updated every second.
 * Otherwise, it prints a line every ten seconds while a shard is in trouble or an alarm is in the
 * state ALARM. The caller passes the time.
 */
final class Status {
  private static final Duration RENEWED = Duration.ofSeconds(1);
  private static final Duration REPEATED = Duration.ofSeconds(10);
  private static final int TROUBLES = 2;

  private final Console console;
  private final boolean terminal;
  private final Supplier<Overview> overview;
  private Instant next = Instant.MIN;

  Status(Console console, boolean terminal, Supplier<Overview> overview) {
    this.console = console;
    this.terminal = terminal;
    this.overview = overview;
  }

  /** Shows the status, if an update is due. */
  void look(Instant now) {
    if (now.isBefore(next)) {
      return;
    }
    Overview current = overview.get();
    if (terminal) {
      console.status(text(current, now));
      next = now.plus(RENEWED);
    } else if (isInTrouble(current)) {
      console.println(text(current, now));
      next = now.plus(REPEATED);
    } else {
      next = now.plus(RENEWED);
    }
  }

  private static boolean isInTrouble(Overview overview) {
    return !overview.troubles().isEmpty() || !overview.alarms().isEmpty();
  }

  /** Removes the line from the terminal. */
  void end() {
    if (terminal) {
      console.status("");
    }
  }

  static String text(Overview overview, Instant now) {
    String text =
        "%d produced, %d consumed, %s"
            .formatted(overview.produced(), overview.consumed(), behind(overview));
    if (!overview.troubles().isEmpty()) {
      text += "; in trouble: " + troubles(overview, now);
    }
    return overview.alarms().isEmpty()
        ? text
        : text + "; in alarm: " + String.join(", ", overview.alarms());
  }

  private static String behind(Overview overview) {
    return overview.behindRecords() == 0
        ? "not behind"
        : "behind by %d %s and %s"
            .formatted(
                overview.behindRecords(),
                overview.behindRecords() == 1 ? "record" : "records",
                seconds(overview.behindBy()));
  }

  private static String troubles(Overview overview, Instant now) {
    String named =
        overview.troubles().stream()
            .limit(TROUBLES)
            .map(trouble -> trouble(trouble, now))
            .collect(Collectors.joining(", "));
    int more = overview.troubles().size() - TROUBLES;
    return more > 0 ? named + " and " + more + " more" : named;
  }

  private static String trouble(Trouble trouble, Instant now) {
    Optional<String> next =
        trouble
            .next()
            .map(at -> Duration.between(now, at))
            .map(wait -> ", next in " + seconds(wait.isNegative() ? Duration.ZERO : wait));
    return "%s of %s (%s%s)"
        .formatted(trouble.shardId(), trouble.mapping(), trouble.what(), next.orElse(""));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
  }
}
