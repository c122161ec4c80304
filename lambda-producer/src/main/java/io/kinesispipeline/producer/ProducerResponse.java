package io.kinesispipeline.producer;

/**
 * The response of the producer function.
 *
 * @param sent the number of events in the invocation, which the stream accepted
 */
public record ProducerResponse(int sent) {}
