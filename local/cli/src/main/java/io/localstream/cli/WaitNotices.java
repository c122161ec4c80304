package io.localstream.cli;

import io.localstream.engine.records.ScheduledWait;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Prints each wait of a stopping run once, unless it is short. */
final class WaitNotices {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Set<ScheduledWait> known = new HashSet<>();
  private final Consumer<String> notices;

  WaitNotices(Consumer<String> notices) {
    this.notices = notices;
  }

  /** Prints the waits that it has not printed yet. */
  void name(Collection<ScheduledWait> waits, Instant now) {
    for (ScheduledWait wait : waits) {
      Duration left = Duration.between(now, wait.until());
      if (known.add(wait) && left.compareTo(SHORTEST) >= 0) {
        notices.accept("%s in %d s".formatted(wait.what(), Math.round(left.toMillis() / 1e3)));
      }
    }
  }
}
