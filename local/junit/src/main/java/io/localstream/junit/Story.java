package io.localstream.junit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The last events of a run, in order. They explain why an assertion failed. */
final class Story {
  private static final int MAX_LINES = 400;

  private final Clock clock;
  private final Instant begin;
  private final List<String> lines = new ArrayList<>();
  private int dropped;

  Story(Clock clock) {
    this.clock = clock;
    this.begin = clock.instant();
  }

  synchronized void add(String line) {
    double seconds = Duration.between(begin, clock.instant()).toMillis() / 1e3;
    lines.add(String.format(Locale.ROOT, "%9.3f s  %s", seconds, line));
    if (lines.size() > MAX_LINES) {
      lines.remove(0);
      dropped++;
    }
  }

  synchronized String text() {
    String first = dropped > 0 ? "(" + dropped + " earlier lines are left out)\n" : "";
    return first + String.join("\n", lines);
  }
}
