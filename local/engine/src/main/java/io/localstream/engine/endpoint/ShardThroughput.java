package io.localstream.engine.endpoint;

import java.util.function.LongSupplier;

/**
 * What a shard takes and gives in a second.
 *
 * <p>Writes: 1,000 records and 1 MiB, partition keys included; a record above that, where the
 * stream's maximum record size allows it, is taken as a burst that the average makes up for. Reads:
 * five calls and 2 MiB. A call that uses up the 2 MiB still gets its answer, up to 10 MiB; further
 * calls are refused until that answer is paid for, which takes five seconds for 10 MiB.
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

  /** Uses room for a record, its partition key included, and tells whether there was enough. */
  synchronized boolean admitsWrite(long bytes) {
    boolean admits = !limited || (recordsWritten.has(1) && bytesWritten.has(bytes));
    if (admits) {
      recordsWritten.take(1);
      bytesWritten.take(bytes);
    }
    return admits;
  }

  /** Asks to make a {@code GetRecords} call. */
  synchronized boolean admitsRead() {
    overdrawn = overdrawn && !bytesRead.has(BYTES_READ);
    boolean admits = !limited || (!overdrawn && callsReading.has(1));
    if (admits) {
      callsReading.take(1);
    }
    return admits;
  }

  /** A {@code GetRecords} call was answered with so many bytes. */
  synchronized void read(long bytes) {
    bytesRead.take(bytes);
    overdrawn = overdrawn || !bytesRead.has(1);
  }
}
