package io.localstream.engine.source;

/** The outcome of a batch that was sent to the function. */
sealed interface BatchOutcome {

  /** Returns how many records at the beginning of the batch are processed. */
  default int processed(int batchSize) {
    if (this instanceof FailedFrom failed) {
      return failed.index();
    }
    return this instanceof Processed ? batchSize : 0;
  }

  /** All records are processed. */
  record Processed() implements BatchOutcome {}

  /** The function failed, or its response failed the whole batch. */
  record BatchFailed(Batch.FunctionResponse response) implements BatchOutcome {}

  /**
   * The function reported a record as failed. The records before it are processed.
   *
   * @param index the index in the batch of the reported record with the lowest sequence number
   */
  record FailedFrom(int index, Batch.FunctionResponse response) implements BatchOutcome {}

  /** The function did not run. */
  record BatchThrottled() implements BatchOutcome {}
}
