package io.localstream.redrive;

import io.localstream.sender.RecordsNotAcceptedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sends failure objects' records again, the oldest object first, and marks each object whose
 * records the stream accepted, all of them, before it goes on to the next. It holds the keys of all
 * objects, and the content of one.
 *
 * <p>It may send records twice where it is interrupted between the two, or where the stream
 * accepted a part of an object's records only.
 */
final class Redriver {
  /** How long it goes on trying to put one object's records. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final FailureStore store;
  private final Streams streams;
  private final Clock clock;
  private final boolean dryRun;
  private final Report report;
  private final Set<String> refusing = new HashSet<>();

  Redriver(FailureStore store, Streams streams, Clock clock, boolean dryRun, Report report) {
    this.store = store;
    this.streams = streams;
    this.clock = clock;
    this.dryRun = dryRun;
    this.report = report;
  }

  /**
   * Sends what was not sent before.
   *
   * @param since how old objects may be
   * @throws StoreException when the objects can't be listed
   */
  void run(Instant since) {
    List<String> keys = store.keys();
    List<FailureKey> failures = FailureKey.since(since, keys);
    List<FailureKey> unmarked = FailureKey.unmarked(failures, keys);
    report.skipped(failures.size() - unmarked.size());
    bySecond(unmarked).values().forEach(this::redrive);
  }

  private static SortedMap<Instant, List<FailureKey>> bySecond(List<FailureKey> failures) {
    SortedMap<Instant, List<FailureKey>> bySecond = new TreeMap<>();
    for (FailureKey failure : failures) {
      bySecond.computeIfAbsent(failure.time(), time -> new ArrayList<>()).add(failure);
    }
    return bySecond;
  }

  private void redrive(List<FailureKey> sameSecond) {
    List<FailureKey> inOrder = sameSecond.size() == 1 ? sameSecond : inOrder(sameSecond);
    inOrder.forEach(key -> read(key).ifPresent(this::redrive));
  }

  /**
   * The objects of one second, in order. Only their contents tell it: each is read for its position
   * now, and again when it is its turn, so that they need not fit into memory together.
   */
  private List<FailureKey> inOrder(List<FailureKey> sameSecond) {
    return sameSecond.stream()
        .flatMap(key -> read(key).map(FailureObject::position).stream())
        .sorted(FailureObject.Position.IN_ORDER)
        .map(FailureObject.Position::key)
        .toList();
  }

  private Optional<FailureObject> read(FailureKey key) {
    try {
      return Optional.of(FailureObject.parse(key, store.read(key.key())));
    } catch (StoreException | IllegalArgumentException e) {
      report.notSent(key, e.getMessage());
      return Optional.empty();
    }
  }

  private void redrive(FailureObject object) {
    try {
      redrive(object, streams.target(object));
    } catch (StoreException | IllegalArgumentException e) {
      report.notSent(object.key(), e.getMessage());
    }
  }

  private void redrive(FailureObject object, String target) {
    if (dryRun) {
      report.wouldSend(object, target);
    } else if (refusing.contains(target)) {
      report.notSent(object.key(), "not tried, " + target + " did not accept an earlier one");
    } else if (send(object, target)) {
      mark(object, target);
    }
  }

  private boolean send(FailureObject object, String target) {
    try {
      Instant deadline = clock.instant().plus(PATIENCE);
      streams.senderFor(object, target).send(object.records(), deadline, accepted -> {});
      return true;
    } catch (RecordsNotAcceptedException e) {
      refusing.add(target);
      report.notSent(object.key(), e.getMessage());
      return false;
    }
  }

  private void mark(FailureObject object, String target) {
    try {
      store.write(
          object.key().marker(),
          "%d records sent to %s at %s%n"
              .formatted(object.records().size(), target, clock.instant()));
      report.sent(object, target);
    } catch (StoreException e) {
      report.notMarked(object, e.getMessage());
    }
  }
}
