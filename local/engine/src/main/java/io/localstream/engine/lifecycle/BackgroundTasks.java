package io.localstream.engine.lifecycle;

import io.localstream.engine.time.EngineClock;
import io.localstream.engine.time.EngineTimer;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Starts all threads, timers and pools of a run. Reports each task that fails, so that no part of a
 * run stops unnoticed. All threads are daemon threads.
 */
public final class BackgroundTasks {
  private final Consumer<String> onFailure;

  /**
   * @param onFailure receives a sentence with the name of the failed task and the reason; any
   *     thread may call it
   */
  public BackgroundTasks(Consumer<String> onFailure) {
    this.onFailure = onFailure;
  }

  /** A background task. An {@link InterruptedException} ends it without a report. */
  @FunctionalInterface
  public interface Task {
    /** Runs the task. */
    void run() throws Exception;
  }

  /**
   * Runs a task on its own thread.
   *
   * @param name the name of the thread, and of the task in reports
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
   * Creates a timer with one thread on the system's clock, for tasks that watch processes. A failed
   * task is reported and not repeated. After shutdown, failures are not reported.
   *
   * @param name the name of the thread, and of the timer in reports
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
   * Creates a timer with one thread on the run's clock. A failed task is reported. After the timer
   * is stopped, failures are not reported.
   *
   * @param name the name of the thread, and of the timer in reports
   * @param clock decides when a task is due
   * @return a timer that the caller stops
   */
  public EngineTimer timer(String name, EngineClock clock) {
    return new EngineTimer(clock, name, failure -> report(name, failure));
  }

  /**
   * Creates a pool with one thread for each running task. After shutdown, failures are not
   * reported.
   *
   * @param name the name of the threads, and of the pool in reports
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
   * Passes a future's result to an action, on the thread that completes the future. Reports a
   * failure of the future or of the action.
   *
   * @param name the name of the task in reports
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
   * Runs a task on its own thread. The caller waits for its result or failure.
   *
   * @param name the name of the thread
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
   * Waits for a task of {@link #start} without which the run cannot start.
   *
   * @throws StartException if the task failed with a checked exception; an unchecked exception is
   *     thrown as it is
   * @throws InterruptedException if this thread is interrupted; the task continues
   */
  public static <T> T result(CompletableFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new StartException("The run cannot start: " + e.getCause(), e.getCause());
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
    onFailure.accept("The run cannot continue, because its %s failed: %s".formatted(name, failure));
  }

  /**
   * Creates an executor with one thread, for tasks whose results the caller awaits.
   *
   * @param name the thread's name
   * @return an executor that the caller shuts down
   */
  public static ExecutorService singleThread(String name) {
    return Executors.newSingleThreadExecutor(threads(name));
  }

  /**
   * Runs an action when this JVM ends.
   *
   * @param name the thread's name
   * @return makes the JVM forget the action; without an effect if the JVM is already ending
   */
  public static Runnable atExit(String name, Runnable action) {
    Thread thread = threads(name).newThread(action);
    Runtime.getRuntime().addShutdownHook(thread);
    return () -> {
      try {
        Runtime.getRuntime().removeShutdownHook(thread);
      } catch (IllegalStateException e) {
        // The action runs.
      }
    };
  }

  private static ThreadFactory threads(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
