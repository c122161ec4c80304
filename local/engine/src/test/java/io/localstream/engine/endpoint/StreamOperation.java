package io.localstream.engine.endpoint;

/**
 * A random operation on a stream.
 *
 * @param kind the kind of operation
 * @param first a small number that selects, for example, a shard
 * @param second another small number
 */
record StreamOperation(OperationType kind, int first, int second) {
  enum OperationType {
    CREATE,
    PUT_BY_KEY,
    PUT_BY_HASH_KEY,
    PUT_MANY,
    READ_FROM_TRIM_HORIZON,
    READ_FROM_LATEST,
    READ_AT_RECORD,
    READ_AFTER_RECORD,
    SPLIT,
    MERGE,
    INCREASE_RETENTION,
    DECREASE_RETENTION,
    DESCRIBE
  }
}
