package io.localstream.engine.source;

import java.util.List;

/** A command of a {@link ShardConsumer}. */
sealed interface Command {

  /** Fetch the shard's next records. */
  record Fetch() implements Command {}

  /** Send a batch to the function. */
  record Invoke(Batch batch) implements Command {}

  /** Deliver a discarded batch to the on-failure destination; without a destination, drop it. */
  record Discard(Batch batch, DiscardCondition condition) implements Command {}

  /**
   * The checkpoint has moved.
   *
   * @param sequenceNumber the last record that it passed
   * @param processed the records that it passed, without discarded ones
   */
  record Checkpoint(String sequenceNumber, List<StreamRecord> processed) implements Command {}

  /**
   * Why a batch is discarded.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">Retain
   *     discarded batch records</a>
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure.html">Capturing
   *     discarded batches for Kafka</a>, which has the condition of a payload that is too large
   */
  enum DiscardCondition {
    RETRY_ATTEMPTS_EXHAUSTED("RetryAttemptsExhausted"),
    RECORD_AGE_EXCEEDED("RecordAgeExceeded"),
    MAXIMUM_PAYLOAD_SIZE_EXCEEDED("MaximumPayloadSizeExceeded");

    private final String text;

    DiscardCondition(String text) {
      this.text = text;
    }

    /** Returns the name in the invocation record. */
    String text() {
      return text;
    }
  }
}
