package io.localstream.engine.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Holds records until a batch is complete: it has the batch size, its event has the maximum size of
 * an invocation, or the batching window has ended. The window begins with the batch's first record.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html">Polling and
 *     batching streams</a>
 */
final class BatchBuffer {
  private record Buffered(StreamRecord record, Instant at) {}

  private int batchSize;
  private Duration window;
  private final Deque<Buffered> buffered = new ArrayDeque<>();
  private long bytes;

  BatchBuffer(int batchSize, Duration window) {
    this.batchSize = batchSize;
    this.window = window;
  }

  /** Changes the batch size and the window, also for the records that wait already. */
  void resize(int newBatchSize, Duration newWindow) {
    batchSize = newBatchSize;
    window = newWindow;
  }

  void add(StreamRecord record, Instant now) {
    buffered.add(new Buffered(record, now));
    bytes += record.entry().length;
  }

  boolean isEmpty() {
    return buffered.isEmpty();
  }

  /**
   * Returns when the next batch is complete.
   *
   * @param complete whether no more records will come; a batch is then complete at once
   */
  Optional<Instant> due(boolean complete) {
    if (buffered.isEmpty()) {
      return Optional.empty();
    }
    boolean full =
        buffered.size() >= batchSize
            || InvocationEvent.bytes(buffered.size(), bytes) > InvocationEvent.MAXIMUM_BYTES;
    return Optional.of(full || complete ? Instant.EPOCH : buffered.peek().at().plus(window));
  }

  /**
   * Removes and returns as many records as one invocation can have. A record that is too large is a
   * batch of its own.
   */
  List<StreamRecord> take() {
    List<StreamRecord> batch = new ArrayList<>();
    long batchBytes = 0;
    do {
      StreamRecord record = buffered.poll().record();
      batch.add(record);
      batchBytes += record.entry().length;
    } while (!buffered.isEmpty()
        && batch.size() < batchSize
        && InvocationEvent.bytes(
                batch.size() + 1, batchBytes + buffered.peek().record().entry().length)
            <= InvocationEvent.MAXIMUM_BYTES);
    bytes -= batchBytes;
    return batch;
  }
}
