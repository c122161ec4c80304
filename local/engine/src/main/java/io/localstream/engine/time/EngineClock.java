package io.localstream.engine.time;

import io.localstream.engine.time.Waits.Wait;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The clock of a run. All parts of the engine read the time from it and set their timers on it.
 *
 * <p>There are two kinds. A {@link #system() system clock} runs as fast as real time. A {@link
 * #skipping() skipping clock} runs its timers only while a thread is in {@link #await}. Whenever no
 * activity is open then, it jumps to the end of the next wait, so that waits take no time.
 *
 * <p>Thread-safe. Closing the clock ends its timers.
 */
public final class EngineClock extends Clock implements AutoCloseable {
  /** How often {@link #await} checks its condition, which can change outside the engine, too. */
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Clock wall;
  private final LongSupplier nanoTime;
  private final boolean skips;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition nextChanged = lock.newCondition();
  private final Condition quiet = lock.newCondition();
  private final Waits waits = new Waits();
  private final AtomicLong skipped = new AtomicLong();
  private long changes;
  private long quietTimes;
  private int open;
  private Thread ticker;
  private boolean closed;

  private EngineClock(Clock wall, LongSupplier nanoTime, boolean skips) {
    this.wall = wall;
    this.nanoTime = nanoTime;
    this.skips = skips;
  }

  /**
   * Creates a clock that shows the system's time.
   *
   * @return a new clock
   */
  public static EngineClock system() {
    return of(Clock.systemUTC(), System::nanoTime);
  }

  /**
   * Creates a clock that starts at the system's time and skips waits.
   *
   * @return a new clock
   */
  public static EngineClock skipping() {
    return new EngineClock(Clock.systemUTC(), System::nanoTime, true);
  }

  /**
   * Creates a clock that reads the time from other sources.
   *
   * @param wall the source of the time of day
   * @param nanoTime the source of durations and timers, in nanoseconds
   * @return a new clock
   */
  public static EngineClock of(Clock wall, LongSupplier nanoTime) {
    return new EngineClock(wall, nanoTime, false);
  }

  @Override
  public Instant instant() {
    return wall.instant().plusNanos(skipped.get());
  }

  /**
   * Returns a time for measuring durations, as {@link System#nanoTime} does, including skipped
   * time.
   *
   * @return nanoseconds since an arbitrary origin
   */
  public long nanoTime() {
    return nanoTime.getAsLong() + skipped.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("UTC only");
  }

  /**
   * Begins an activity, for example a request or an invocation. The clock skips no time while an
   * activity is open.
   *
   * @return the activity; close it once
   */
  public Activity begin() {
    locked(() -> open++);
    return this::end;
  }

  private void end() {
    lock.lock();
    try {
      open--;
      if (open == 0) {
        quietTimes++;
        quiet.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Runs a task on an executor. The activity begins now and ends with the task.
   *
   * @param executor runs the task
   * @param task the task
   * @throws RejectedExecutionException if the executor rejects the task
   */
  public void run(Executor executor, Runnable task) {
    Activity activity = begin();
    try {
      executor.execute(
          () -> {
            try (activity) {
              task.run();
            }
          });
    } catch (RejectedExecutionException e) {
      activity.close();
      throw e;
    }
  }

  /** Reports a change that {@link EngineTimer#poll polls} look for. */
  public void changed() {
    lock.lock();
    try {
      changes++;
      nextChanged.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns the number of changes so far. Read it before you look for a change.
   *
   * @return the number to pass to {@link EngineTimer#poll}
   */
  public long changes() {
    return locked(() -> changes);
  }

  /**
   * Waits until a condition is true. A skipping clock checks the condition when no activity is
   * open, and skips to the next wait if it is false.
   *
   * @param condition the condition; it must not block
   * @param limit the longest wait on this clock
   * @param realLimit the longest wait in real time
   * @return true if the condition is true; false if a limit has passed, or if this clock skips and
   *     no wait is left
   * @throws InterruptedException if this thread is interrupted
   */
  public boolean await(BooleanSupplier condition, Duration limit, Duration realLimit)
      throws InterruptedException {
    long end = nanoTime() + limit.toNanos();
    long realEnd = System.nanoTime() + realLimit.toNanos();
    while (true) {
      long before = locked(() -> quietTimes);
      if (mayAsk() && condition.getAsBoolean()) {
        return true;
      }
      if (nanoTime() >= end || System.nanoTime() >= realEnd || !proceed(before, end)) {
        return condition.getAsBoolean();
      }
    }
  }

  /**
   * Lets time pass. A skipping clock skips it, and runs each task that is due meanwhile at its
   * time.
   *
   * @param time how much
   * @param realLimit the longest wait in real time
   * @return whether the time has passed
   * @throws InterruptedException if this thread is interrupted
   */
  public boolean advance(Duration time, Duration realLimit) throws InterruptedException {
    long target = nanoTime() + time.toNanos();
    Object owner = new Object();
    add(target, Wait.WORK, owner, () -> {});
    try {
      return await(() -> nanoTime() >= target, time.plusDays(1), realLimit);
    } finally {
      removeAll(owner);
    }
  }

  private boolean mayAsk() {
    return !skips || locked(() -> open == 0);
  }

  /**
   * Moves this clock forward at once. Tasks that become due run late.
   *
   * @param time how far
   */
  public void skip(Duration time) {
    skipped.addAndGet(time.toNanos());
  }

  /** Waits for open activities, or skips to the next wait. Returns false if there is no wait. */
  private boolean proceed(long quietTimesBefore, long end) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (skips) {
        startDue();
      }
      if (open == 0 && quietTimes == quietTimesBefore && skips) {
        OptionalLong next = waits.next(changes);
        if (next.isEmpty()) {
          return false;
        }
        skipped.addAndGet(Math.max(0, Math.min(next.getAsLong(), end) - nanoTime()));
        startDue();
        return true;
      }
      for (long left = LOOK_AGAIN_NANOS; quietTimes == quietTimesBefore && left > 0; ) {
        left = quiet.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Adds a wait. Its task must not block. */
  Wait add(long due, long seen, Object owner, Runnable start) {
    return locked(
        () -> {
          Wait wait = waits.add(due, seen, owner, start);
          nextChanged.signalAll();
          startTicker();
          return wait;
        });
  }

  boolean remove(Wait wait) {
    return locked(() -> waits.remove(wait));
  }

  int removeAll(Object owner) {
    return locked(() -> waits.removeAll(owner));
  }

  /** Under the lock, so that a due task's activity begins before {@link #open} can be seen as 0. */
  private void startDue() {
    waits.takeDue(nanoTime(), worthwhile()).forEach(wait -> wait.start().run());
  }

  /** On a skipping clock, polls wait until a change is reported. */
  private long worthwhile() {
    return skips ? changes : Waits.ALL;
  }

  private void startTicker() {
    if (ticker == null && !closed && !skips) {
      ticker = new Thread(this::tick, "clock");
      ticker.setDaemon(true);
      ticker.start();
    }
  }

  private void tick() {
    lock.lock();
    try {
      while (!closed) {
        startDue();
        OptionalLong next = waits.next(worthwhile());
        if (next.isEmpty()) {
          nextChanged.await();
        } else {
          long unused = nextChanged.awaitNanos(next.getAsLong() - nanoTime());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the timers: no task of a wait starts any more. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      nextChanged.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Runs an action under the lock: no task starts and no time is skipped meanwhile. */
  <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
