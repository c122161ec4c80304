package io.localstream.engine.source;

import java.util.List;
import java.util.Optional;

/**
 * Records that are sent to the function together, and the attempts made so far.
 *
 * @param queue the index of its queue, 0 or more
 * @param records at least one, in stream order
 * @param failures failed invocations that count against {@code MaximumRetryAttempts}
 * @param throttles throttled invocations since the last one that ran
 * @param invocations invocations that ran
 * @param lastResponse how the function answered the last of them
 */
record Batch(
    int queue,
    List<StreamRecord> records,
    int failures,
    int throttles,
    int invocations,
    Optional<FunctionResponse> lastResponse) {

  /**
   * How the function answered.
   *
   * @param requestId the invocation's id
   * @param functionError {@code Handled} or {@code Unhandled}, where the function failed
   */
  record FunctionResponse(String requestId, Optional<String> functionError) {}

  static Batch of(int queue, List<StreamRecord> records) {
    return new Batch(queue, records, 0, 0, 0, Optional.empty());
  }

  int size() {
    return records.size();
  }

  Batch invoked(FunctionResponse response) {
    return new Batch(queue, records, failures, 0, invocations + 1, Optional.of(response));
  }

  Batch failed() {
    return new Batch(queue, records, failures + 1, throttles, invocations, lastResponse);
  }

  Batch throttled() {
    return new Batch(queue, records, failures, throttles + 1, invocations, lastResponse);
  }

  /** Some of this batch's records, with the attempts made so far. */
  Batch with(List<StreamRecord> some) {
    return new Batch(queue, List.copyOf(some), failures, throttles, invocations, lastResponse);
  }

  Batch before(int index) {
    return with(records.subList(0, index));
  }

  Batch from(int index) {
    return with(records.subList(index, size()));
  }

  /** The records from an index on as a batch of their own, of which no attempt was made yet. */
  Batch afreshFrom(int index) {
    return of(queue, List.copyOf(records.subList(index, size())));
  }
}
