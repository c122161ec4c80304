package io.kinesispipeline.local.fault;

import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * One kind of fault's own random decisions: how often another kind is drawn does not change them.
 */
final class Dice {
  private final double share;
  private final SplittableRandom random;

  Dice(FaultKind kind, double share, long seed) {
    this.share = share;
    this.random = new SplittableRandom(seed + ((long) kind.specName().hashCode() << Integer.SIZE));
  }

  /** Whether the fault comes this time. */
  synchronized boolean falls() {
    return share > 0 && random.nextDouble() < share;
  }

  synchronized <T> T draw(Function<SplittableRandom, T> from) {
    return from.apply(random);
  }
}
