package io.localstream.engine.source;

import io.localstream.engine.source.Command.Condition;
import io.localstream.engine.source.Command.Discard;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Tells a person of records that a mapping has given up: which, why, and where they are kept. */
final class GivenUp {
  private GivenUp() {}

  /**
   * Describes a discarded batch.
   *
   * @param file what keeps it; empty where the mapping has no failure destination
   */
  static String describe(String shardId, Discard discard, Optional<Path> file) {
    return "Gave up %s of %s %s (%s): %s"
        .formatted(
            records(discard.batch().records()),
            shardId,
            reason(discard),
            discard.condition().text(),
            file.map(path -> "kept in " + path)
                .orElse("lost, as the mapping has no failure destination"));
  }

  private static String records(List<StreamRecord> records) {
    String first = records.get(0).sequenceNumber();
    return records.size() == 1
        ? "record " + first
        : "%d records, %s to %s,"
            .formatted(records.size(), first, records.get(records.size() - 1).sequenceNumber());
  }

  private static String reason(Discard discard) {
    if (discard.condition() == Condition.RECORD_AGE_EXCEEDED) {
      return "because of age";
    }
    int invocations = discard.batch().invocations();
    if (invocations == 0) {
      return "unsent, because it is larger than an invocation takes";
    }
    return "after " + invocations + (invocations == 1 ? " invocation" : " invocations");
  }
}
