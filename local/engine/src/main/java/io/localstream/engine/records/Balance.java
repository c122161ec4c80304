package io.localstream.engine.records;

import io.localstream.engine.records.RecordListener.RecordId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The outcomes of a stream's records at one event source mapping, at one moment.
 *
 * @param pending records that are still on the stream, oldest first
 * @param lost lost records with the reason
 */
public record Balance(Counts counts, List<RecordId> pending, Map<RecordId, Loss> lost) {
  private static final Comparator<Balance> BEHIND =
      Comparator.comparingLong((Balance b) -> b.counts.pending + b.counts.lost)
          .thenComparingLong(b -> b.counts.lost)
          .thenComparingLong(b -> b.counts.outOfOrder)
          .thenComparingLong(b -> b.counts.duplicates);

  static final Balance EMPTY = new Balance(Counts.of(0, 0, 0, 0, 0, 0, 0), List.of(), Map.of());

  /**
   * The counts in the summary.
   *
   * @param produced records that the stream accepted
   * @param consumed records that the mapping checkpointed as processed
   * @param filtered records that the mapping's filter excluded
   * @param failed records delivered to the on-failure destination
   * @param pending records that are still on the stream
   * @param lost produced − consumed − filtered − failed − pending
   * @param duplicates deliveries of a record after a successful one
   * @param outOfOrder records that were processed or discarded after a later record of their
   *     partition key
   */
  public record Counts(
      long produced,
      long consumed,
      long filtered,
      long failed,
      long pending,
      long lost,
      long duplicates,
      long outOfOrder) {
    static Counts of(
        long produced,
        long consumed,
        long filtered,
        long failed,
        long pending,
        long duplicates,
        long outOfOrder) {
      long lost = produced - consumed - filtered - failed - pending;
      return new Counts(
          produced, consumed, filtered, failed, pending, lost, duplicates, outOfOrder);
    }
  }

  /** Why a record is lost. */
  public enum Loss {
    DROPPED("discarded, and the mapping has no on-failure destination"),
    EXPIRED("exceeded the stream's retention period before it was processed"),
    SKIPPED("the checkpoint passed it, but it was neither processed nor kept");

    private final String reason;

    Loss(String reason) {
      this.reason = reason;
    }

    public String reason() {
      return reason;
    }
  }

  /** Returns whether each record was processed, filtered or kept, in order. */
  public boolean isBalanced() {
    return counts.pending == 0 && counts.lost == 0 && lost.isEmpty() && counts.outOfOrder == 0;
  }

  /** Returns the balance with the most unsettled records; an empty one if there is none. */
  public static Balance furthestBehind(Collection<Balance> balances) {
    return balances.stream().max(BEHIND).orElse(EMPTY);
  }
}
