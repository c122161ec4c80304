package io.localstream.replay;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * A request to stop: Ctrl-C, or another signal that ends this program. The JVM waits until the
 * command has completed its current request and has said how to continue.
 */
final class StopRequest implements BooleanSupplier {
  private static final long LONGEST_SECONDS = 90;

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean requested;

  private StopRequest() {}

  /** Runs a command, which can check for a request to stop, and exits with its code. */
  static void runAndExit(Function<BooleanSupplier, CommandLine> command, String... args) {
    StopRequest request = new StopRequest();
    Runtime.getRuntime().addShutdownHook(new Thread(request::stop, "stop"));
    int code = command.apply(request).execute(args);
    // The command has ended, so the JVM can end.
    request.ended.countDown();
    System.exit(code);
  }

  private void stop() {
    requested = true;
    try {
      boolean inTime = ended.await(LONGEST_SECONDS, TimeUnit.SECONDS);
      if (!inTime) {
        System.err.println(
            "The last request did not complete: some of its records can be on the stream.");
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
