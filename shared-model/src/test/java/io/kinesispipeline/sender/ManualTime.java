package io.kinesispipeline.sender;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A clock that moves only when somebody sleeps, and remembers how long they slept. */
public final class ManualTime extends Clock {
  private final List<Duration> sleeps = new ArrayList<>();
  private Instant now = Instant.parse("2025-06-02T12:00:00Z");

  /** A sender's timing on this clock, which waits one second for each attempt already made. */
  public Timing timing() {
    return new Timing(this, attempt -> Duration.ofSeconds(attempt - 1L), this::sleep);
  }

  /** The times slept, other than none. */
  public List<Duration> sleeps() {
    return sleeps.stream().filter(time -> !time.isZero()).toList();
  }

  /** Moves the clock on. */
  public void sleep(Duration time) {
    sleeps.add(time);
    now = now.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("UTC only");
  }
}
