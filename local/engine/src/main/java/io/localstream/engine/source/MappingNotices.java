package io.localstream.engine.source;

import io.localstream.engine.source.Command.Discard;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Tells the user what goes wrong with a mapping, and which records it has discarded. */
final class MappingNotices {
  private final Consumer<String> notices;
  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  MappingNotices(Consumer<String> notices) {
    this.notices = notices;
  }

  /**
   * Reports that an action failed and is retried. Reports it once, until the action has succeeded
   * again.
   *
   * @param action what failed, as in "read a shard"
   * @param cause why it failed
   */
  void failed(String action, Exception cause) {
    if (failing.add(action)) {
      notices.accept(
          "Cannot " + action + ": " + cause.getMessage() + "; trying again until it works");
    }
  }

  /** Receives that an action succeeded. Its next failure is reported again. */
  void worked(String action) {
    failing.remove(action);
  }

  /**
   * Reports that a batch was discarded.
   *
   * @param file the file that keeps it; empty if the mapping has no on-failure destination
   */
  void discarded(String shardId, Discard discard, Optional<Path> file) {
    notices.accept(
        "Gave up %s of %s %s (%s): %s"
            .formatted(
                records(discard.batch().records()),
                shardId,
                reason(discard),
                discard.condition().text(),
                file.map(path -> "kept in " + path)
                    .orElse("lost, because the mapping has no on-failure destination")));
  }

  private static String records(List<StreamRecord> records) {
    String first = records.get(0).sequenceNumber();
    return records.size() == 1
        ? "record " + first
        : "%d records, %s to %s,"
            .formatted(records.size(), first, records.get(records.size() - 1).sequenceNumber());
  }

  private static String reason(Discard discard) {
    int invocations = discard.batch().invocations();
    return switch (discard.condition()) {
      case RECORD_AGE_EXCEEDED -> "because of age";
      case MAXIMUM_PAYLOAD_SIZE_EXCEEDED ->
          "unsent, because its event is larger than the 6 MB of an invocation";
      case RETRY_ATTEMPTS_EXHAUSTED ->
          "after " + invocations + (invocations == 1 ? " invocation" : " invocations");
    };
  }
}
