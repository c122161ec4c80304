package io.kinesispipeline.local.endpoint;

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

  private final LongSupplier nanoTime;
  private final TokenBucket recordsWritten;
  private final TokenBucket bytesWritten;
  private final TokenBucket callsReading;
  private final TokenBucket bytesRead;
  private boolean overdrawn;

  ShardThroughput(LongSupplier nanoTime) {
    long now = nanoTime.getAsLong();
    this.nanoTime = nanoTime;
    this.recordsWritten = new TokenBucket(RECORDS_WRITTEN, now);
    this.bytesWritten = new TokenBucket(BYTES_WRITTEN, now);
    this.callsReading = new TokenBucket(CALLS_READING, now);
    this.bytesRead = new TokenBucket(BYTES_READ, now);
  }

  /**
   * Asks to write a record.
   *
   * @param bytes the size of its data and its partition key
   * @return whether the shard has room for it, which is then used
   */
  synchronized boolean admitsWrite(long bytes) {
    long now = nanoTime.getAsLong();
    if (!recordsWritten.has(1, now) || !bytesWritten.has(bytes, now)) {
      return false;
    }
    recordsWritten.take(1, now);
    bytesWritten.take(bytes, now);
    return true;
  }

  /** Asks to make a {@code GetRecords} call. */
  synchronized boolean admitsRead() {
    long now = nanoTime.getAsLong();
    overdrawn = overdrawn && !bytesRead.has(BYTES_READ, now);
    if (overdrawn || !callsReading.has(1, now)) {
      return false;
    }
    callsReading.take(1, now);
    return true;
  }

  /** A {@code GetRecords} call was answered with so many bytes. */
  synchronized void read(long bytes) {
    long now = nanoTime.getAsLong();
    bytesRead.take(bytes, now);
    overdrawn = overdrawn || !bytesRead.has(1, now);
  }
}
