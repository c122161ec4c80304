package io.localstream.engine.source;

import java.util.random.RandomGenerator;

/** Draws the largest number each time: backoff without jitter. */
final class LongestWait implements RandomGenerator {
  @Override
  public long nextLong() {
    return Long.MAX_VALUE;
  }

  @Override
  public long nextLong(long bound) {
    return bound - 1;
  }
}
