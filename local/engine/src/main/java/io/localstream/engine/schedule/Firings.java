package io.localstream.engine.schedule;

import io.localstream.engine.assembly.Deployment.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides which schedules fire when, without a clock of its own.
 *
 * <p>A firing that comes late, because the machine was asleep or busy, is made up for once: those
 * which were missed besides are left out, and the next one keeps to the schedule's times.
 */
final class Firings {
  private List<Firing> planned = new ArrayList<>();

  /** A firing to come. */
  record Firing(Schedule schedule, ScheduleExpression expression, Instant time) {}

  void plan(Firing first) {
    planned.add(first);
  }

  /** The time of the earliest firing to come; empty when there will be none any more. */
  Optional<Instant> nextTime() {
    return planned.stream().map(Firing::time).min(Instant::compareTo);
  }

  /** Takes the firings that are due, and plans those that follow them. */
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
