package io.localstream.engine.schedule;

import io.localstream.engine.assembly.Deployment.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides when schedules fire. It has no clock.
 *
 * <p>If firings are missed, because the machine was asleep or busy, the schedule fires once, and
 * then continues at its own times.
 */
final class Firings {
  private List<Firing> planned = new ArrayList<>();

  /** A planned firing. */
  record Firing(Schedule schedule, ScheduleExpression expression, Instant time) {}

  void plan(Firing first) {
    planned.add(first);
  }

  /** Plans no more firings of the schedules for which the condition holds. */
  void cancel(Predicate<Schedule> condition) {
    planned.removeIf(firing -> condition.test(firing.schedule()));
  }

  /** Returns the time of the next firing; empty if there is none. */
  Optional<Instant> nextTime() {
    return planned.stream().map(Firing::time).min(Instant::compareTo);
  }

  /** Removes and returns the due firings, and plans the next ones. */
  List<Firing> takeDue(Instant now) {
    List<Firing> due = new ArrayList<>();
    List<Firing> toCome = new ArrayList<>();
    for (Firing firing : planned) {
      if (firing.time().isAfter(now)) {
        toCome.add(firing);
      } else {
        due.add(firing);
        following(firing, now).ifPresent(toCome::add);
      }
    }
    planned = toCome;
    return due;
  }

  private static Optional<Firing> following(Firing last, Instant now) {
    Optional<Instant> time = last.expression().next(last.time());
    while (time.isPresent() && !time.get().isAfter(now)) {
      time = last.expression().next(time.get());
    }
    return time.map(t -> new Firing(last.schedule(), last.expression(), t));
  }
}
