/**
 * Sends records to a Kinesis stream until the stream accepts all of them, or reports those that it
 * did not accept. The producer and redrive use it.
 *
 * <p>To use this package, add dependencies on {@code software.amazon.awssdk:kinesis} and {@code
 * software.amazon.awssdk:apache5-client}. They are optional here, so that the consumer's jar
 * contains neither.
 */
package io.localstream.sender;
