package io.localstream.replay;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/** Prints from time to time how many records were sent. */
final class Progress implements LongConsumer {
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final PrintWriter out;
  private final Clock clock;
  private final OptionalLong total;
  private Instant last;

  /** Starts now. The total is empty if the input has no end yet. */
  Progress(PrintWriter out, Clock clock, OptionalLong total) {
    this.out = out;
    this.clock = clock;
    this.total = total;
    this.last = clock.instant();
  }

  @Override
  public void accept(long sent) {
    Instant now = clock.instant();
    if (!now.isBefore(last.plus(INTERVAL))) {
      last = now;
      out.printf(
          "%,d %ssent%n",
          sent, total.isPresent() ? "of %,d records ".formatted(total.getAsLong()) : "records ");
    }
  }
}
