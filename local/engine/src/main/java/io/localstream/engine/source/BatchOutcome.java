package io.localstream.engine.source;

/** What became of a batch that was sent to the function. */
sealed interface BatchOutcome {

  /** How many records at the beginning of the batch are processed. */
  default int processed(int batchSize) {
    if (this instanceof FailedFrom failed) {
      return failed.index();
    }
    return this instanceof Processed ? batchSize : 0;
  }

  /** All of it is processed. */
  record Processed() implements BatchOutcome {}

  /** The function failed, or its response failed the whole batch. */
  record BatchFailed(Batch.FunctionResponse response) implements BatchOutcome {}

  /**
   * The function reported a record as failed: those before it are processed.
   *
   * @param index the lowest reported record's place in the batch
   */
  record FailedFrom(int index, Batch.FunctionResponse response) implements BatchOutcome {}

  /** The function was not run. */
  record BatchThrottled() implements BatchOutcome {}
}
