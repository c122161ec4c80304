package io.localstream.engine.source;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One thread that takes all decisions of a mapping, so that they need no locks, and workers for
 * what blocks. The first unexpected exception of either stops it and completes {@link #failure}.
 */
final class EventLoop {
  private final ScheduledThreadPoolExecutor decisions;
  private final ExecutorService workers;
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private volatile boolean closing;

  /**
   * Makes a loop, which takes no thread until it is used.
   *
   * @param name what its threads are called
   */
  EventLoop(String name) {
    ThreadFactory threads =
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        };
    decisions = new ScheduledThreadPoolExecutor(1, threads, new ThreadPoolExecutor.DiscardPolicy());
    decisions.setRemoveOnCancelPolicy(true);
    workers =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            60,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            threads,
            new ThreadPoolExecutor.DiscardPolicy());
  }

  /** Runs a decision on the loop's thread. */
  void decide(Runnable decision) {
    decisions.execute(guarded(decision));
  }

  /** Runs a decision on the loop's thread, later. */
  Future<?> decideAfter(Duration delay, Runnable decision) {
    return decisions.schedule(guarded(decision), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Runs work on a worker, and then a decision on its result on the loop's thread. Only called from
   * that thread. Nothing is started any more once the loop is closing.
   */
  <T> void work(Callable<T> work, Consumer<T> then) {
    if (!closing) {
      workers.execute(
          () -> {
            try {
              T result = work.call();
              decide(() -> then.accept(result));
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            } catch (Throwable e) {
              fail(e);
            }
          });
    }
  }

  private Runnable guarded(Runnable decision) {
    return () -> {
      try {
        decision.run();
      } catch (Throwable e) {
        fail(e);
      }
    };
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
      if (waiting && !decisions.isShutdown()) {
        decisions.submit(() -> closing = true).get();
        workers.shutdown();
        while (!workers.awaitTermination(1, TimeUnit.HOURS)) {
          // Invocations end by their function's timeout.
        }
        decisions.submit(() -> {}).get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Setting a flag cannot fail", e);
    } finally {
      closing = true;
      workers.shutdownNow();
      decisions.shutdownNow();
    }
  }
}
