package io.localstream.engine.time;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * The waits of a clock, in the order in which they end. Callers pass the time, in nanoseconds. Not
 * thread-safe.
 */
final class Waits {
  static final long ALL = Long.MAX_VALUE;

  private final TreeSet<Wait> waits =
      new TreeSet<>(Comparator.comparingLong(Wait::due).thenComparingLong(Wait::number));

  private long numbers;

  /**
   * A wait.
   *
   * @param due when it ends
   * @param number the order of waits that end at the same time
   * @param seen for a poll, the number of changes it has seen: it need not run before there are
   *     more; {@link #WORK} for a task that must run in any case
   * @param owner the owner, who can remove all of its waits
   * @param start starts the task
   */
  record Wait(long due, long number, long seen, Object owner, Runnable start) {
    static final long WORK = -1;

    private boolean isWorthwhile(long changes) {
      return seen == WORK || seen < changes;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Wait wait && wait.number == number;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(number);
    }
  }

  Wait add(long due, long seen, Object owner, Runnable start) {
    Wait wait = new Wait(due, numbers++, seen, owner, start);
    waits.add(wait);
    return wait;
  }

  boolean remove(Wait wait) {
    return waits.remove(wait);
  }

  /** Removes the waits of an owner. Returns how many there were. */
  int removeAll(Object owner) {
    int before = waits.size();
    waits.removeIf(wait -> wait.owner() == owner);
    return before - waits.size();
  }

  /**
   * Removes and returns the waits that are due, earliest first, without polls that have seen all
   * changes.
   *
   * @param changes the number of changes so far; {@link #ALL} to return all polls that are due
   */
  List<Wait> takeDue(long now, long changes) {
    List<Wait> due = new ArrayList<>();
    for (Wait wait : waits) {
      if (wait.due() > now) {
        break;
      }
      if (wait.isWorthwhile(changes)) {
        due.add(wait);
      }
    }
    due.forEach(waits::remove);
    return due;
  }

  /**
   * Returns when the next wait ends, without polls that have seen all changes.
   *
   * @param changes as for {@link #takeDue}
   */
  OptionalLong next(long changes) {
    return waits.stream()
        .filter(wait -> wait.isWorthwhile(changes))
        .mapToLong(Wait::due)
        .findFirst();
  }
}
