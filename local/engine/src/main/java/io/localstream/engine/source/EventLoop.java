package io.localstream.engine.source;

import io.localstream.engine.time.Cancellable;
import io.localstream.engine.time.EngineClock;
import io.localstream.engine.time.EngineTimer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The threads of a mapping. One thread makes all decisions, so that they need no locks; worker
 * threads run everything that blocks. The first unexpected exception on one of them stops the loop
 * and completes {@link #failure}.
 */
final class EventLoop {
  private final EngineClock clock;
  private final EngineTimer decisions;
  private final ExecutorService workers;
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private volatile boolean closing;

  /**
   * Creates a loop. It starts its threads when it is first used.
   *
   * @param name the name of its threads
   * @param clock runs the delays, and skips no time while work is in progress
   */
  EventLoop(String name, EngineClock clock) {
    this.clock = clock;
    ThreadFactory threads =
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        };
    decisions = new EngineTimer(clock, name, this::fail);
    workers =
        new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
  }

  /** Runs a decision on the loop's thread. */
  void decide(Runnable decision) {
    unlessStopped(
        () -> {
          decisions.execute(decision);
          return EventLoop::nothingToCancel;
        });
  }

  /** Runs a decision on the loop's thread after a delay. Until then you can cancel it. */
  Cancellable decideAfter(Duration delay, Runnable decision) {
    return unlessStopped(() -> decisions.after(delay, decision));
  }

  /**
   * Looks for a change on the loop's thread after a delay. Until then you can cancel it.
   *
   * @param seen the number of the clock's changes before the last look
   */
  Cancellable pollAfter(Duration delay, long seen, Runnable look) {
    return unlessStopped(() -> decisions.poll(delay, seen, look));
  }

  /** Starts a task; does nothing if the loop is stopped. */
  private static Cancellable unlessStopped(Supplier<Cancellable> start) {
    try {
      return start.get();
    } catch (RejectedExecutionException e) {
      return EventLoop::nothingToCancel;
    }
  }

  private static boolean nothingToCancel() {
    return false;
  }

  /**
   * Runs work on a worker thread, and then a decision about its result on the loop's thread. Call
   * it on the loop's thread only. Does nothing if the loop is closing.
   */
  <T> void work(Callable<T> work, Consumer<T> then) {
    if (!closing) {
      unlessStopped(
          () -> {
            clock.run(workers, () -> run(work, then));
            return EventLoop::nothingToCancel;
          });
    }
  }

  private <T> void run(Callable<T> work, Consumer<T> then) {
    try {
      T result = work.call();
      decide(() -> then.accept(result));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      fail(e);
    }
  }

  private void fail(Throwable e) {
    closing = true;
    failure.complete(e);
  }

  /** Completes with the unexpected exception that stopped this loop. */
  CompletableFuture<Throwable> failure() {
    return failure;
  }

  /** Returns whether the loop starts no more work. */
  boolean isClosing() {
    return closing;
  }

  /**
   * Starts no more work, and stops all threads. An interrupt ends the waiting.
   *
   * @param waiting whether to wait for work in progress and its decisions; otherwise interrupts it
   */
  void close(boolean waiting) {
    try {
      if (waiting && !workers.isShutdown()) {
        decideAndWait(() -> closing = true);
        workers.shutdown();
        while (!workers.awaitTermination(1, TimeUnit.HOURS)) {
          // An invocation ends at the latest at its function's timeout.
        }
        decideAndWait(() -> {});
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closing = true;
      workers.shutdownNow();
      decisions.stop();
    }
  }

  private void decideAndWait(Runnable decision) throws InterruptedException {
    CountDownLatch decided = new CountDownLatch(1);
    decide(
        () -> {
          decision.run();
          decided.countDown();
        });
    decided.await();
  }
}
