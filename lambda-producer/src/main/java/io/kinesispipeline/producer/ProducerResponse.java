package io.kinesispipeline.producer;

/**
 * What the producer function responds.
 *
 * @param sent how many events the stream accepted: all of the invocation
 */
public record ProducerResponse(int sent) {}
