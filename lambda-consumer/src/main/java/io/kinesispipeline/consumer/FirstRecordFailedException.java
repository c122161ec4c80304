package io.kinesispipeline.consumer;

import java.io.PrintWriter;

/**
 * Fails the invocation, so that the event source mapping bisects the batch. Lambda's runtime logs
 * it in one line, because the line of the failed record already has the cause.
 */
final class FirstRecordFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FirstRecordFailedException(StreamRecord record, int batchSize) {
    super(
        "the first of %d records failed; the invocation fails so that Lambda bisects the batch: %s"
            .formatted(batchSize, record.eventId()),
        null,
        false,
        false);
  }

  /**
   * Prints nothing. The runtime has already written the class and the message, and there are no
   * stack frames.
   */
  @Override
  public void printStackTrace(PrintWriter trace) {}
}
