package io.localstream.engine.stream;

import java.util.concurrent.atomic.AtomicLong;

/** The memory for the records of all streams. Thread-safe. */
final class MemoryBudget {
  private final long maxBytes;
  private final AtomicLong used = new AtomicLong();

  MemoryBudget(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Reserves memory for records.
   *
   * @throws StreamException if there is not enough memory; nothing is reserved then
   */
  void take(long bytes) {
    if (used.addAndGet(bytes) > maxBytes) {
      used.addAndGet(-bytes);
      throw StreamException.limitExceeded(
          "the streams of the local run hold %d MiB of records, the maximum: start again, or give"
              + " Java a larger heap (-Xmx)",
          maxBytes >> 20);
    }
  }

  void release(long bytes) {
    used.addAndGet(-bytes);
  }
}
