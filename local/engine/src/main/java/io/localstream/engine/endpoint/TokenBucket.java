package io.localstream.engine.endpoint;

import java.util.function.LongSupplier;

/** One second's worth of something, which comes back at a constant rate. Not thread-safe. */
final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double perSecond;
  private final LongSupplier nanoTime;
  private double tokens;
  private long filledAt;

  TokenBucket(long perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
    this.tokens = perSecond;
    this.filledAt = nanoTime.getAsLong();
  }

  /**
   * Whether so many may be taken. More than the bucket holds may be taken from a full one: what is
   * taken too much is owed.
   */
  boolean has(long count) {
    fill();
    return tokens >= Math.min((double) count, perSecond);
  }

  void take(long count) {
    fill();
    tokens -= count;
  }

  private void fill() {
    long now = nanoTime.getAsLong();
    tokens = Math.min(perSecond, tokens + (now - filledAt) / NANOS_PER_SECOND * perSecond);
    filledAt = now;
  }
}
