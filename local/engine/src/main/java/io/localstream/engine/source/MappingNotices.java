package io.localstream.engine.source;

import io.localstream.engine.source.Command.Discard;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Tells a person what goes wrong with a mapping, and which records it has discarded. */
final class MappingNotices {
  private final Consumer<String> notices;
  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  MappingNotices(Consumer<String> notices) {
    this.notices = notices;
  }

  /**
   * Tells that an action failed and is tried again: once, until the action has worked again.
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

  /** An action worked: its next failure is told. */
  void worked(String action) {
    failing.remove(action);
  }

  /**
   * Tells that a batch was discarded.
   *
   * @param file the file that keeps it; empty where the mapping has no failure destination
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
                    .orElse("lost, as the mapping has no failure destination")));
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
      case MAXIMUM_PAYLOAD_SIZE_EXCEEDED -> "unsent, because it is larger than an invocation takes";
      case RETRY_ATTEMPTS_EXHAUSTED ->
          "after " + invocations + (invocations == 1 ? " invocation" : " invocations");
    };
  }
}
