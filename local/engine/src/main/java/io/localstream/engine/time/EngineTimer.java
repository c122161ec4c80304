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
 * Runs tasks one after the other on one thread, at once or after a delay on an {@link EngineClock}.
 * A task is an activity from the time at which it is due until it ends.
 */
public final class EngineTimer {
  private final EngineClock clock;
  private final Consumer<Throwable> onFailure;
  private final ThreadPoolExecutor thread;

  /**
   * Creates a timer with its own thread.
   *
   * @param clock the clock of the delays
   * @param name the thread's name
   * @param onFailure receives each exception that a task throws
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

  /** A task in the queue, with its activity. */
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
   * Runs a task as soon as the tasks before it have ended.
   *
   * @param task the task
   * @throws RejectedExecutionException if the timer is stopped
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
   * Runs a task after a delay.
   *
   * @param delay the delay; if it is negative, the task runs at once
   * @param task the task
   * @return cancels the task
   * @throws RejectedExecutionException if the timer is stopped
   */
  public Cancellable after(Duration delay, Runnable task) {
    return add(delay, Wait.WORK, task);
  }

  /**
   * Runs a task that looks for a change after a delay. On a skipping clock, it also waits until a
   * change is reported.
   *
   * @param delay the delay; if it is negative, the task runs at once
   * @param seen the number of {@link EngineClock#changes changes} before the last look
   * @param task the task
   * @return cancels the task
   * @throws RejectedExecutionException if the timer is stopped
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
   * Stops the timer: interrupts the running task and discards all others.
   *
   * @return the number of discarded tasks
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
