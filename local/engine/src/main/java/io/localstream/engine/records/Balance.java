package io.localstream.engine.records;

import io.localstream.engine.records.RecordListener.RecordId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What became of a stream's records at one event source mapping, at one moment.
 *
 * @param counts how many records came to which end
 * @param pending records that are on the stream still, oldest first
 * @param lost records that are nowhere any more, with the reason
 */
public record Balance(Counts counts, List<RecordId> pending, Map<RecordId, Loss> lost) {
  private static final Comparator<Balance> BEHIND =
      Comparator.comparingLong((Balance b) -> b.counts.pending + b.counts.lost)
          .thenComparingLong(b -> b.counts.lost)
          .thenComparingLong(b -> b.counts.outOfOrder)
          .thenComparingLong(b -> b.counts.duplicates);

  static final Balance EMPTY = new Balance(Counts.of(0, 0, 0, 0, 0, 0, 0), List.of(), Map.of());

  /**
   * The counts, as the summary has them.
   *
   * @param produced records that the stream accepted
   * @param consumed records that the mapping checkpointed as processed
   * @param filtered records that the mapping's filter left out
   * @param failed records that the on-failure destination took
   * @param pending records that are on the stream still, where nothing happens to them
   * @param lost produced − consumed − filtered − failed − pending
   * @param duplicates deliveries of a record after one that succeeded
   * @param outOfOrder records that were processed or given up after a later one of their partition
   *     key
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

  /** Why a record is nowhere any more. */
  public enum Loss {
    DROPPED("given up, and the mapping has no failure destination"),
    EXPIRED("older than the stream's retention before it was processed"),
    SKIPPED("passed by the checkpoint, and neither processed nor kept");

    private final String reason;

    Loss(String reason) {
      this.reason = reason;
    }

    public String reason() {
      return reason;
    }
  }

  /** Whether each record is processed, left out by the filter or kept, and all that in order. */
  public boolean isBalanced() {
    return counts.pending == 0 && counts.lost == 0 && lost.isEmpty() && counts.outOfOrder == 0;
  }

  /** The one with the most records that are not settled; an empty one where there is none. */
  public static Balance furthestBehind(Collection<Balance> balances) {
    return balances.stream().max(BEHIND).orElse(EMPTY);
  }
}
