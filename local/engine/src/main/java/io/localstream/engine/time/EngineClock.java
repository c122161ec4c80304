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
 * The one clock of a run: all of the engine takes the time and its timers from it.
 *
 * <p>There are two forms. The {@link #system() system's} shows the time. The one that {@link
 * #skipping() skips} shows it too, but its timers run only while somebody {@link #await awaits}
 * something: whenever nothing is under way then, it moves on to the end of the next wait, so that
 * the wait takes no time.
 *
 * <p>Thread-safe. Close it to end its timers.
 */
public final class EngineClock extends Clock implements AutoCloseable {
  /** How often a condition is asked for that may come true without anything of the engine's. */
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
   * Makes a clock that shows the system's time.
   *
   * @return a new clock
   */
  public static EngineClock system() {
    return of(Clock.systemUTC(), System::nanoTime);
  }

  /**
   * Makes a clock that starts at the system's time, and skips waits.
   *
   * @return a new clock
   */
  public static EngineClock skipping() {
    return new EngineClock(Clock.systemUTC(), System::nanoTime, true);
  }

  /**
   * Makes a clock that shows the time of others.
   *
   * @param wall tells the time
   * @param nanoTime measures durations, in nanoseconds: those of its timers, too
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
   * Measures durations, as {@link System#nanoTime} does, with what was skipped.
   *
   * @return nanoseconds since some time
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
   * Says that something begins: a request, an invocation. No time is skipped until it is closed.
   *
   * @return to be closed once
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
   * Runs a task by an executor, as an activity from now to its end.
   *
   * @param executor runs it
   * @param task what to run
   * @throws RejectedExecutionException when the executor does
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

  /** Says that something has changed that {@link EngineTimer#poll polls} look for. */
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
   * Counts the changes so far: read before looking for one.
   *
   * @return for {@link EngineTimer#poll}
   */
  public long changes() {
    return locked(() -> changes);
  }

  /**
   * Waits until a condition holds. A clock that skips asks for it when nothing is under way, and
   * moves on where it does not hold.
   *
   * @param condition what is awaited; it must not wait itself
   * @param limit the longest time on this clock
   * @param realLimit the longest time on the system's
   * @return whether it holds. Otherwise a limit has passed, or this clock skips and nothing is left
   *     to wait for
   * @throws InterruptedException when this thread is interrupted
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
   * Lets a time pass: a clock that skips moves on by it, and what is due meanwhile is done.
   *
   * @param time how long
   * @param realLimit the longest time on the system's clock
   * @return whether it has passed
   * @throws InterruptedException when this thread is interrupted
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
   * Moves this clock on. Nothing happens meanwhile: what is due by then is late.
   *
   * @param time how far
   */
  public void skip(Duration time) {
    skipped.addAndGet(time.toNanos());
  }

  /** Waits for what is under way, or skips to what comes next; false where nothing does. */
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

  /** Adds a wait. What it starts must not block. */
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

  /** What starts is an activity before anybody can see that nothing is under way. */
  private void startDue() {
    waits.takeDue(nanoTime(), worthwhile()).forEach(wait -> wait.start().run());
  }

  /** A clock that skips has its polls wait for the changes that it is told of. */
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

  /** No wait ends any more. */
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

  /** Does something while nothing is started and no time is skipped. */
  <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
