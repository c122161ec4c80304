package io.localstream.replay;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * Ctrl-C, or another signal that ends this program. The command ends its request first and says how
 * to continue; the JVM waits for that.
 */
final class StopRequest implements BooleanSupplier {
  private static final long LONGEST_SECONDS = 90;

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean requested;

  private StopRequest() {}

  /** Runs a command, which asks whether a stop was requested, and exits with its code. */
  static void runAndExit(Function<BooleanSupplier, CommandLine> command, String... args) {
    StopRequest request = new StopRequest();
    Runtime.getRuntime().addShutdownHook(new Thread(request::stop, "stop"));
    int code = command.apply(request).execute(args);
    // The command has said what it has to say: the JVM may end.
    request.ended.countDown();
    System.exit(code);
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
}
