package io.localstream.engine.stream;

import java.time.Instant;
import java.util.Optional;

/**
 * The position at which a shard iterator begins.
 *
 * @param type the type of the position
 * @param sequenceNumber the sequence number, for the types that need one
 * @param timestamp the timestamp, for the type that needs one
 * @see <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetShardIterator.html">
 *     GetShardIterator</a>
 */
public record IteratorPosition(
    IteratorType type, Optional<String> sequenceNumber, Optional<Instant> timestamp) {
  /** The types, in the order in which Kinesis lists them. */
  public enum IteratorType {
    /** After the record with the sequence number. */
    AFTER_SEQUENCE_NUMBER,
    /** At the next record that is put. */
    LATEST,
    /** At the first record that arrived at the timestamp or later. */
    AT_TIMESTAMP,
    /** At the record with the sequence number. */
    AT_SEQUENCE_NUMBER,
    /** At the oldest record. */
    TRIM_HORIZON
  }

  /**
   * Checks that the position has the values that its type needs.
   *
   * @throws StreamException {@code InvalidArgumentException} if a value is missing, or not allowed
   */
  public IteratorPosition {
    boolean bySequenceNumber =
        type == IteratorType.AFTER_SEQUENCE_NUMBER || type == IteratorType.AT_SEQUENCE_NUMBER;
    if (type != IteratorType.AT_TIMESTAMP && bySequenceNumber != sequenceNumber.isPresent()) {
      throw StreamException.invalidArgument(
          "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and"
              + " StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no"
              + " StartingSequenceNumber. Request specified %s and %s StartingSequenceNumber.",
          type, bySequenceNumber ? "no" : "also a");
    }
    if (type == IteratorType.AT_TIMESTAMP && timestamp.isEmpty()) {
      throw StreamException.invalidArgument(
          "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current"
              + " request has no timestamp parameter.");
    }
  }
}
