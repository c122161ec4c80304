package io.localstream.engine.time;

import io.localstream.engine.time.Waits.Wait;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs tasks one after the other, at once or at a time of an {@link EngineClock}. From when it is
 * due to its end, a task is an activity.
 */
public final class EngineTimer {
  private final EngineClock clock;
  private final Consumer<Throwable> onFailure;
  private final ThreadPoolExecutor thread;

  /**
   * Makes a timer with a thread of its own.
   *
   * @param clock tells when a task is due
   * @param name the thread's name
   * @param onFailure told of each exception that a task threw
   */
  public EngineTimer(EngineClock clock, String name, Consumer<Throwable> onFailure) {
    this.clock = clock;
    this.onFailure = onFailure;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread worker = new Thread(task, name);
              worker.setDaemon(true);
              return worker;
            });
  }

  /** A task on its way through the queue. */
  private final class TimedTask implements Runnable {
    private final Runnable task;
    private final Activity activity;

    TimedTask(Runnable task, Activity activity) {
      this.task = task;
      this.activity = activity;
    }

    @Override
    public void run() {
      try (activity) {
        task.run();
      } catch (Throwable e) {
        if (!thread.isShutdown()) {
          onFailure.accept(e);
        }
      }
    }
  }

  /**
   * Runs a task as soon as those before it have ended.
   *
   * @param task what to run
   * @throws RejectedExecutionException when this is stopped
   */
  public void execute(Runnable task) {
    Activity activity = clock.begin();
    try {
      thread.execute(new TimedTask(task, activity));
    } catch (RejectedExecutionException e) {
      activity.close();
      throw e;
    }
  }

  /**
   * Runs a task later.
   *
   * @param delay from now, at once where it is negative
   * @param task what to run
   * @return cancels it
   * @throws RejectedExecutionException when this is stopped
   */
  public Cancellable after(Duration delay, Runnable task) {
    return add(delay, Wait.WORK, task);
  }

  /**
   * Runs a task later that looks for a change. On a clock that skips, it waits until there is one.
   *
   * @param delay from now, at once where it is negative
   * @param seen the {@link EngineClock#changes changes} before it was looked the last time
   * @param task what to run
   * @return cancels it
   * @throws RejectedExecutionException when this is stopped
   */
  public Cancellable poll(Duration delay, long seen, Runnable task) {
    return add(delay, seen, task);
  }

  private Cancellable add(Duration delay, long seen, Runnable task) {
    return clock.locked(
        () -> {
          if (thread.isShutdown()) {
            throw new RejectedExecutionException("the timer is stopped");
          }
          long due = clock.nanoTime() + delay.toNanos();
          Wait wait = clock.add(due, seen, this, () -> execute(task));
          return () -> clock.remove(wait);
        });
  }

  /**
   * Starts no task any more. The one that is running is interrupted.
   *
   * @return how many tasks never run
   */
  public int stop() {
    return clock.locked(
        () -> {
          List<Runnable> queued = thread.shutdownNow();
          queued.forEach(task -> ((TimedTask) task).activity.close());
          return queued.size() + clock.removeAll(this);
        });
  }
}
