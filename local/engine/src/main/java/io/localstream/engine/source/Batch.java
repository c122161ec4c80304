package io.localstream.engine.source;

import java.util.List;
import java.util.Optional;

/**
 * Records that are sent to the function together, with the attempts so far.
 *
 * @param queue the index of its queue, 0 or more
 * @param records the records, at least one, in stream order
 * @param failures the number of failed invocations that count towards {@code MaximumRetryAttempts}
 * @param throttles the number of throttled invocations since the last invocation that ran
 * @param invocations the number of invocations that ran
 * @param lastResponse the function's response in the last of these
 */
record Batch(
    int queue,
    List<StreamRecord> records,
    int failures,
    int throttles,
    int invocations,
    Optional<FunctionResponse> lastResponse) {

  /**
   * The response of the function.
   *
   * @param requestId the invocation's id
   * @param functionError {@code Handled} or {@code Unhandled} if the function failed; otherwise
   *     empty
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

  /** Returns a batch of some of these records, with the attempts so far. */
  Batch with(List<StreamRecord> some) {
    return new Batch(queue, List.copyOf(some), failures, throttles, invocations, lastResponse);
  }

  Batch before(int index) {
    return with(records.subList(0, index));
  }

  Batch from(int index) {
    return with(records.subList(index, size()));
  }

  /** Returns a batch of the records from an index on, without attempts so far. */
  Batch afreshFrom(int index) {
    return of(queue, List.copyOf(records.subList(index, size())));
  }
}
