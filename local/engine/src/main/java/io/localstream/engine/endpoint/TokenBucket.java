package io.localstream.engine.endpoint;

import java.util.function.LongSupplier;

/** A token bucket with the capacity of one second. Not thread-safe. */
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
   * Returns whether a number of tokens is available. A full bucket allows any number; it then
   * refills from below zero.
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
