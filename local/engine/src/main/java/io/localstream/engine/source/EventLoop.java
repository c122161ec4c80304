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
 * One thread that takes all decisions of a mapping, so that they need no locks, and workers for
 * what blocks. The first unexpected exception of either stops it and completes {@link #failure}.
 */
final class EventLoop {
  private final EngineClock clock;
  private final EngineTimer decisions;
  private final ExecutorService workers;
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private volatile boolean closing;

  /**
   * Makes a loop, which takes no thread until it is used.
   *
   * @param name what its threads are called
   * @param clock tells when a decision is due, and knows of the work under way
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

  /** Runs a decision on the loop's thread, later; it can be cancelled until then. */
  Cancellable decideAfter(Duration delay, Runnable decision) {
    return unlessStopped(() -> decisions.after(delay, decision));
  }

  /**
   * Looks for a change later, on the loop's thread; this can be cancelled until then.
   *
   * @param seen the clock's changes before it was looked the last time
   */
  Cancellable pollAfter(Duration delay, long seen, Runnable look) {
    return unlessStopped(() -> decisions.poll(delay, seen, look));
  }

  /** A loop that is stopped drops what it is given. */
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
   * Runs work on a worker, and then a decision on its result on the loop's thread. Only called from
   * that thread. Nothing is started any more once the loop is closing.
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

  /** Whether nothing is started any more. */
  boolean isClosing() {
    return closing;
  }

  /**
   * Starts nothing more and stops all threads. An interrupt ends the waiting.
   *
   * @param waiting whether to wait for the work under way and its decisions; else it is interrupted
   */
  void close(boolean waiting) {
    try {
      if (waiting && !workers.isShutdown()) {
        decideAndWait(() -> closing = true);
        workers.shutdown();
        while (!workers.awaitTermination(1, TimeUnit.HOURS)) {
          // Invocations end by their function's timeout.
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
