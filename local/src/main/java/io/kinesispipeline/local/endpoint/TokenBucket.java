package io.kinesispipeline.local.endpoint;

/** One second's worth of something, which comes back at a constant rate. Not thread-safe. */
final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double perSecond;
  private double tokens;
  private long filledAt;

  TokenBucket(long perSecond, long nowNanos) {
    this.perSecond = perSecond;
    this.tokens = perSecond;
    this.filledAt = nowNanos;
  }

  /**
   * Whether so many may be taken. More than the bucket holds may be taken from a full one: what is
   * taken too much is owed.
   */
  boolean has(long count, long nowNanos) {
    fill(nowNanos);
    return tokens >= Math.min(count, perSecond);
  }

  void take(long count, long nowNanos) {
    fill(nowNanos);
    tokens -= count;
  }

  private void fill(long nowNanos) {
    tokens = Math.min(perSecond, tokens + (nowNanos - filledAt) / NANOS_PER_SECOND * perSecond);
    filledAt = nowNanos;
  }
}
