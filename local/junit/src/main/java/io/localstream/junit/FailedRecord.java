package io.localstream.junit;

/**
 * A record in an on-failure destination.
 *
 * @param condition why Lambda discarded its batch, for example {@code RetryAttemptsExhausted} or
 *     {@code RecordAgeExceeded}
 * @param attempts how often Lambda invoked the function with its batch
 * @param partitionKey its partition key
 * @param data its data, decoded as UTF-8
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">Retain
 *     discarded batch records</a>
 */
public record FailedRecord(String condition, int attempts, String partitionKey, String data) {}
