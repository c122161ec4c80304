package io.localstream.engine.time;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * What waits for its time. It has no clock and no thread: it is told the time, in nanoseconds. Not
 * thread-safe.
 */
final class Waits {
  static final long ALL = Long.MAX_VALUE;

  private final TreeSet<Wait> waits =
      new TreeSet<>(Comparator.comparingLong(Wait::due).thenComparingLong(Wait::number));

  private long numbers;

  /**
   * One wait.
   *
   * @param due when it ends
   * @param number orders those that end at the same time
   * @param seen how many changes were seen by what looks for another one; {@link #WORK} for a wait
   *     at whose end there is something to do in any case
   * @param owner who may end all of its waits
   * @param start begins what comes then
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

  /** Removes the waits of an owner, and says how many there were. */
  int removeAll(Object owner) {
    int before = waits.size();
    waits.removeIf(wait -> wait.owner() == owner);
    return before - waits.size();
  }

  /**
   * Removes what is due by now and worthwhile, the earliest first: what looks for changes finds
   * none before there has been another one.
   *
   * @param changes how many changes there were so far; {@link #ALL} where polls see others, too
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
   * When the next wait ends that is worthwhile.
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
