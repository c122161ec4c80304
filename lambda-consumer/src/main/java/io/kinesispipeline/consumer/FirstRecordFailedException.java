package io.kinesispipeline.consumer;

/** Fails the invocation, so that the event source mapping halves the batch. */
final class FirstRecordFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FirstRecordFailedException(Failure failure, int batchSize) {
    super(
        "the first of %d records failed, so the batch is to be halved: %s"
            .formatted(batchSize, failure.record().eventId()),
        failure.cause());
  }
}
