package io.localstream.engine.lambda;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * A function with a {@link Debugger}. It has one execution environment. Invocations wait for their
 * turn and are not throttled, because a developer can stop one for any length of time.
 */
final class DebuggedFunction {
  /**
   * An invocation that takes longer counts as standing at a breakpoint. A slow start counts too,
   * which does no harm.
   */
  private static final Duration STOPPED = Duration.ofSeconds(1);

  private final HostedFunction function;

  /** Fair, so that invocations run in the order in which they came. */
  private final ReentrantLock turn = new ReentrantLock(true);

  private final LongSupplier nanoTime;
  private volatile OptionalLong begin = OptionalLong.empty();

  /**
   * Lets invocations into the function one by one.
   *
   * @param nanoTime as {@link System#nanoTime()}
   */
  DebuggedFunction(HostedFunction function, LongSupplier nanoTime) {
    this.function = function;
    this.nanoTime = nanoTime;
  }

  /** Starts the environment, so that a debugger can attach before the first invocation. */
  void start() throws InterruptedException {
    take();
    try {
      Optional<InvocationOutcome> unused = function.publishVersion();
    } catch (HostClosedException e) {
      // The run is ending, and nobody debugs the function.
    } finally {
      give();
    }
  }

  /** Replaces the version. The old environment ends first, because the new one needs its port. */
  Optional<InvocationOutcome> deploy(FunctionVersion version) throws InterruptedException {
    take();
    try {
      function.endIdle();
      return function.deploy(version);
    } finally {
      give();
    }
  }

  LoggedInvocation invoke(String requestId, byte[] event) throws InterruptedException {
    take();
    try {
      return function.invoke(requestId, event);
    } finally {
      give();
    }
  }

  private void take() throws InterruptedException {
    turn.lockInterruptibly();
    begin = OptionalLong.of(nanoTime.getAsLong());
  }

  private void give() {
    begin = OptionalLong.empty();
    turn.unlock();
  }

  /**
   * Returns whether its current invocation, or its start, has taken so long that it presumably is
   * stopped at a breakpoint or waits for a debugger.
   */
  boolean isStopped() {
    OptionalLong since = begin;
    return since.isPresent() && nanoTime.getAsLong() - since.getAsLong() > STOPPED.toNanos();
  }
}
