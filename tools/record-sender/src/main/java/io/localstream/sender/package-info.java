/**
 * Puts records on a Kinesis stream until the stream has accepted every one of them, or says which
 * it has not: for the producer, and for sending failures again.
 *
 * <p>Whoever uses this package depends on {@code software.amazon.awssdk:kinesis} and {@code
 * software.amazon.awssdk:apache5-client}: they are optional here, so that the consumer carries
 * neither.
 */
package io.localstream.sender;
