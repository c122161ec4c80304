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
 * Sends the records of failure objects again, oldest first. After the stream accepted all records
 * of an object, it marks the object and continues with the next. It keeps the keys of all objects
 * in memory, but the content of only one.
 *
 * <p>It can send records twice if it is interrupted before it marks an object, or if the stream
 * accepted only some of an object's records.
 */
final class Redriver {
  /** Time limit for sending the records of one object. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final FailureStore store;
  private final TargetStreams streams;
  private final Clock clock;
  private final boolean dryRun;
  private final RedriveReport report;
  private final Set<String> refusing = new HashSet<>();

  Redriver(
      FailureStore store,
      TargetStreams streams,
      Clock clock,
      boolean dryRun,
      RedriveReport report) {
    this.store = store;
    this.streams = streams;
    this.clock = clock;
    this.dryRun = dryRun;
    this.report = report;
  }

  /**
   * Sends the objects that are not marked.
   *
   * @param since the earliest time of objects to send
   * @throws StoreException when the objects cannot be listed
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
   * Returns the objects of one second in order. The order follows from their content: each object
   * is read now for its position, and again when it is sent, so that they do not all have to fit
   * into memory.
   */
  private List<FailureKey> inOrder(List<FailureKey> sameSecond) {
    return sameSecond.stream()
        .flatMap(key -> read(key).map(FailureObject::position).stream())
        .sorted(FailureObject.BatchPosition.IN_ORDER)
        .map(FailureObject.BatchPosition::key)
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
      report.notSent(
          object.key(), "not tried, because " + target + " did not accept an earlier object");
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
