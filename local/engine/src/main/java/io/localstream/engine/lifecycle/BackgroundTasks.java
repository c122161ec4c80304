package io.localstream.engine.lifecycle;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The one way to start a thread, a timer or a pool. A task that ends with an unexpected exception
 * is reported, so that no part of a run stops working unnoticed. Threads do not keep the JVM.
 */
public final class BackgroundTasks {
  private final Consumer<String> onFailure;

  /**
   * Starts nothing yet.
   *
   * @param onFailure told, in a sentence, which task failed and why; called by any thread
   */
  public BackgroundTasks(Consumer<String> onFailure) {
    this.onFailure = onFailure;
  }

  /** What runs in the background. An {@link InterruptedException} ends it as asked. */
  @FunctionalInterface
  public interface Task {
    /**
     * Runs.
     *
     * @throws Exception when it fails
     */
    void run() throws Exception;
  }

  /**
   * Runs a task on a thread of its own.
   *
   * @param name the task's name in reports and the thread's
   * @param task what to run
   */
  public void run(String name, Task task) {
    threads(name)
        .newThread(
            () -> {
              try {
                task.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (Throwable e) {
                report(name, e);
              }
            })
        .start();
  }

  /**
   * Makes a timer with one thread. A task that fails is reported, and not repeated; one that fails
   * because its timer is shut down is not reported.
   *
   * @param name the timer's name in reports and its thread's
   * @return a timer that the caller shuts down
   */
  public ScheduledExecutorService timer(String name) {
    return new ScheduledThreadPoolExecutor(1, threads(name)) {
      @Override
      protected void afterExecute(Runnable task, Throwable thrown) {
        if (task instanceof Future<?> done && done.isDone() && !isShutdown()) {
          reportFailure(name, done);
        }
      }
    };
  }

  /**
   * Makes a pool with as many threads as there are tasks. A task that fails is reported, unless the
   * pool is shut down.
   *
   * @param name the pool's name in reports and its threads'
   * @return a pool that the caller shuts down
   */
  public ExecutorService workers(String name) {
    return new ThreadPoolExecutor(
        0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), threads(name)) {
      @Override
      public void execute(Runnable task) {
        super.execute(
            () -> {
              try {
                task.run();
              } catch (Throwable e) {
                if (!isShutdown()) {
                  report(name, e);
                }
              }
            });
      }
    };
  }

  /**
   * Does something with a result once it is there, on the thread that brings it. A failure, of that
   * or instead of a result, is reported.
   *
   * @param <T> the result's type
   * @param name what this is called in reports
   * @param future brings the result
   * @param action takes the result
   */
  public <T> void then(String name, CompletableFuture<T> future, Consumer<? super T> action) {
    CompletableFuture<Void> unused =
        future
            .thenAccept(action)
            .exceptionally(
                failure -> {
                  report(name, failure.getCause());
                  return null;
                });
  }

  /**
   * Runs a task, whose result or failure the caller awaits, on a thread of its own.
   *
   * @param <T> the result's type
   * @param name the thread's name
   * @param task what to run
   * @return completes as the task does
   */
  public static <T> CompletableFuture<T> start(String name, Callable<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    threads(name)
        .newThread(
            () -> {
              try {
                result.complete(task.call());
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            })
        .start();
    return result;
  }

  /**
   * Waits for a task that the run needs to start.
   *
   * @param <T> the result's type
   * @param future of {@link #start}
   * @return the task's result
   * @throws StartException when it failed, unless with another unchecked exception
   * @throws InterruptedException when this thread is interrupted; the task goes on
   */
  public static <T> T result(CompletableFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new StartException("The run can't start: " + e.getCause(), e.getCause());
    }
  }

  private void reportFailure(String name, Future<?> done) {
    try {
      if (!done.isCancelled()) {
        done.get();
      }
    } catch (ExecutionException e) {
      report(name, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void report(String name, Throwable failure) {
    onFailure.accept(
        "The run cannot go on without its %s, which broke: %s".formatted(name, failure));
  }

  private static ThreadFactory threads(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
