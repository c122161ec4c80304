package io.kinesispipeline.infra.common;

import static java.util.Objects.requireNonNull;

import java.util.List;
import software.amazon.awscdk.Duration;

/**
 * The settings of the <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html">event source
 * mapping</a>.
 *
 * @param batchSize the maximum number of records in an invocation, 1 to 10,000
 * @param batchingWindow how long it waits to fill a batch, 0 to 300 seconds
 * @param parallelizationFactor the number of concurrent batches per shard, 1 to 10
 * @param startingPosition where it starts on a shard that it has not read yet. To change it, you
 *     need two deployments, because the mapping is replaced: see {@code mapped}
 * @param maximumRetryAttempts how often a failed batch is retried: 0 to 10,000, or -1 to retry
 *     until the records reach {@code maximumRecordAge}
 * @param maximumRecordAge the age at which a record goes to the on-failure destination: 1 minute to
 *     7 days. It must be below the retention of the stream; otherwise a record can expire before it
 *     goes there
 * @param enhancedFanOut whether it reads with enhanced fan-out, with a dedicated throughput of 2
 *     MiB per second and shard
 * @param filterPatterns event patterns on {@code data}, each a JSON text: only records that match
 *     one of them are sent to the function, or all records if there are no patterns. At most 5, or
 *     10 after a quota increase, of up to 4,096 characters each
 * @param mapped whether the mapping exists. Lambda rejects a second mapping of the same function
 *     and stream. To replace a mapping, deploy first without it
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

  /** The threshold of the iterator age alarm is {@code maximumRecordAge} divided by this number. */
  private static final int ITERATOR_AGE_DIVISOR = 4;

  /** Rejects null components and copies the collections. */
  public EventSourceSettings {
    requireNonNull(batchingWindow, "batchingWindow");
    requireNonNull(startingPosition, "startingPosition");
    requireNonNull(maximumRecordAge, "maximumRecordAge");
    filterPatterns = List.copyOf(filterPatterns);
  }

  /**
   * Returns the threshold of the iterator age alarm, at which the consumer is so far behind that
   * records could be discarded unprocessed.
   *
   * @param maximumRecordAgeSeconds the age at which a record is discarded, in seconds
   * @return a quarter of {@code maximumRecordAgeSeconds}, in seconds
   */
  public static int iteratorAgeAlarmSeconds(int maximumRecordAgeSeconds) {
    return maximumRecordAgeSeconds / ITERATOR_AGE_DIVISOR;
  }
}
