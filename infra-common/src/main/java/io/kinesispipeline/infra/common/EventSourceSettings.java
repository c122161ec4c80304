package io.kinesispipeline.infra.common;

import static java.util.Objects.requireNonNull;

import java.util.List;
import software.amazon.awscdk.Duration;

/**
 * What a user may choose about the <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html">event source
 * mapping</a>.
 *
 * @param batchSize the most records in an invocation, 1 to 10,000
 * @param batchingWindow how long it waits for a full batch, 0 to 300 seconds
 * @param parallelizationFactor concurrent batches a shard, 1 to 10
 * @param startingPosition where it begins on a shard that it has never read. A change of it
 *     replaces the mapping, which needs two deployments: see {@code mapped}
 * @param maximumRetryAttempts how often a failed batch is tried again: 0 to 10,000, or -1: until
 *     its records are too old
 * @param maximumRecordAge how old a record may become before it goes to the failure destination: 1
 *     minute to 7 days, below the stream's retention, or it is lost before it is kept
 * @param enhancedFanOut whether it reads through a stream consumer of its own, with 2 MiB a second
 *     and shard that it shares with nobody
 * @param filterPatterns event patterns on {@code data}, each a JSON text: only records that match
 *     one of them are sent to the function; none: all are. At most 5, or 10 after an increase of
 *     the account's quota, of 4,096 characters each
 * @param mapped whether the mapping exists. Lambda refuses a second mapping of the same function
 *     and stream, so a mapping that is to be replaced is removed in a deployment before
 */
public record EventSourceSettings(
    int batchSize,
    Duration batchingWindow,
    int parallelizationFactor,
    StreamPosition startingPosition,
    int maximumRetryAttempts,
    Duration maximumRecordAge,
    boolean enhancedFanOut,
    List<String> filterPatterns,
    boolean mapped) {

  /**
   * A consumer whose records are older than this part of {@code maximumRecordAge} is about to lose
   * some.
   */
  private static final int FAR_BEHIND = 4;

  /** Refuses what is missing and copies what could change. */
  public EventSourceSettings {
    requireNonNull(batchingWindow, "batchingWindow");
    requireNonNull(startingPosition, "startingPosition");
    requireNonNull(maximumRecordAge, "maximumRecordAge");
    filterPatterns = List.copyOf(filterPatterns);
  }

  /**
   * The age of a record at which the consumer is so far behind that it may lose records.
   *
   * @param maximumRecordAgeSeconds how old a record may become before it is given up
   * @return a quarter of that, in seconds
   */
  public static int farBehindSeconds(int maximumRecordAgeSeconds) {
    return maximumRecordAgeSeconds / FAR_BEHIND;
  }
}
