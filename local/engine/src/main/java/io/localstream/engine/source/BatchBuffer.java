package io.localstream.engine.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Holds records until they make a batch: until there are as many as the batch size, or the event is
 * as large as an invocation takes, or the batching window has ended. The window begins with the
 * batch's first record.
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

  /** Changes when records make a batch, also of those that wait already. */
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
   * When the next batch is to be taken.
   *
   * @param complete whether no more records will come: then there is nothing to wait for
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

  /** Takes as many records as one invocation may have; a record that is too large goes alone. */
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
