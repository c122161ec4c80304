package io.localstream.engine.endpoint;

import java.util.function.LongSupplier;

/**
 * The throughput limits of a shard.
 *
 * <p>Writes per second: 1,000 records and 1 MiB, partition keys included. If the stream allows
 * larger records, the shard accepts one as a burst, and then rejects records until the average is
 * at the limit again. Reads per second: five calls and 2 MiB. A call can return up to 10 MiB. The
 * shard then refuses further calls until the average is at the limit again, five seconds after 10
 * MiB.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html">Quotas
 *     and limits</a>
 * @see <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html">
 *     GetRecords</a>
 * @see <a href="https://docs.aws.amazon.com/streams/latest/dev/large-records.html">Large
 *     records</a>
 */
final class ShardThroughput {
  private static final int RECORDS_WRITTEN = 1_000;
  private static final int BYTES_WRITTEN = 1 << 20;
  private static final int CALLS_READING = 5;
  private static final int BYTES_READ = 2 << 20;

  private final boolean limited;
  private final TokenBucket recordsWritten;
  private final TokenBucket bytesWritten;
  private final TokenBucket callsReading;
  private final TokenBucket bytesRead;
  private boolean overdrawn;

  ShardThroughput(boolean limited, LongSupplier nanoTime) {
    this.limited = limited;
    this.recordsWritten = new TokenBucket(RECORDS_WRITTEN, nanoTime);
    this.bytesWritten = new TokenBucket(BYTES_WRITTEN, nanoTime);
    this.callsReading = new TokenBucket(CALLS_READING, nanoTime);
    this.bytesRead = new TokenBucket(BYTES_READ, nanoTime);
  }

  /**
   * Returns whether the shard accepts a record, and counts it if so. The size includes the
   * partition key.
   */
  synchronized boolean admitsWrite(long bytes) {
    boolean admits = !limited || (recordsWritten.has(1) && bytesWritten.has(bytes));
    if (admits) {
      recordsWritten.take(1);
      bytesWritten.take(bytes);
    }
    return admits;
  }

  /** Returns whether the shard accepts a {@code GetRecords} call, and counts it if so. */
  synchronized boolean admitsRead() {
    overdrawn = overdrawn && !bytesRead.has(BYTES_READ);
    boolean admits = !limited || (!overdrawn && callsReading.has(1));
    if (admits) {
      callsReading.take(1);
    }
    return admits;
  }

  /** Counts the bytes that a {@code GetRecords} call returned. */
  synchronized void read(long bytes) {
    bytesRead.take(bytes);
    overdrawn = overdrawn || !bytesRead.has(1);
  }
}
