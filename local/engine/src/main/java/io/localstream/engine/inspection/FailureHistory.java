package io.localstream.engine.inspection;

import io.localstream.engine.records.RecordListener.RecordId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Keeps the last failures. Thread-safe. */
final class FailureHistory {
  private static final int BYTES_OF_RECORD = 200;

  private final Clock clock;
  private final RecentItems<Long, FailureSnapshot> items;
  private final AtomicLong keys = new AtomicLong();

  FailureHistory(int most, Clock clock, AtomicLong changes) {
    this.clock = clock;
    this.items =
        new RecentItems<>(
            most,
            RecordHistory.MOST_BYTES,
            failure -> (long) BYTES_OF_RECORD * failure.records().size(),
            changes);
  }

  void add(
      String functionName,
      Optional<String> mapping,
      List<RecordId> records,
      Optional<String> condition,
      Optional<String> error,
      Optional<Path> file) {
    long id = keys.incrementAndGet();
    FailureSnapshot failure =
        new FailureSnapshot(
            0, id, clock.instant(), functionName, mapping, records, condition, error, file, false);
    items.change(id, failure, same -> same);
  }

  void sentAgain(long id) {
    items.get(id).ifPresent(failure -> items.change(id, failure, FailureSnapshot::again));
  }

  List<FailureSnapshot> after(long change, Predicate<FailureSnapshot> filter, int limit) {
    return items.after(change, filter, limit);
  }
}
