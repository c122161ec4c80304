package io.kinesispipeline.consumer;

import java.io.PrintWriter;

/**
 * Fails the invocation, so that the event source mapping halves the batch. Lambda's runtime writes
 * it to the log in one line: the log has the reason already, in the record's own line.
 */
final class FirstRecordFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FirstRecordFailedException(StreamRecord record, int batchSize) {
    super(
        "the first of %d records failed, so the batch is to be halved: %s"
            .formatted(batchSize, record.eventId()),
        null,
        false,
        false);
  }

  /**
   * Prints nothing: the runtime writes message and class before this, and frames there are none.
   */
  @Override
  public void printStackTrace(PrintWriter trace) {}
}
