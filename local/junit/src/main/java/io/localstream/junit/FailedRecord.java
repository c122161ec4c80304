package io.localstream.junit;

/**
 * A record that the failure destination has.
 *
 * @param condition why it was given up: {@code RetryAttemptsExhausted} or {@code RecordAgeExceeded}
 * @param attempts how often a function was invoked with the batch that it was in
 * @param partitionKey its key
 * @param data what it holds, read as UTF-8
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">Retain
 *     discarded batch records</a>
 */
public record FailedRecord(String condition, int attempts, String partitionKey, String data) {}
