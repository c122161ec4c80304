package io.localstream.replay;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Ctrl-C, or another signal that ends this program. The command ends its request first and says how
 * to continue; the JVM waits for that.
 */
final class StopRequest implements BooleanSupplier {
  private static final long LONGEST_SECONDS = 90;

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean requested;

  private StopRequest() {}

  /** Listens to signals until {@link #commandEnded}. */
  static StopRequest onSignal() {
    StopRequest request = new StopRequest();
    Runtime.getRuntime().addShutdownHook(new Thread(request::stop, "stop"));
    return request;
  }

  private void stop() {
    requested = true;
    try {
      boolean inTime = ended.await(LONGEST_SECONDS, TimeUnit.SECONDS);
      if (!inTime) {
        System.err.println("The last request did not end: it is unknown what it sent.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean getAsBoolean() {
    return requested;
  }

  /** The command has ended, and said what it has to say: the JVM may end. */
  void commandEnded() {
    ended.countDown();
  }
}
