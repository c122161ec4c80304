package io.kinesispipeline.model;

/**
 * The event that the producer puts on the stream and the consumer processes.
 *
 * <p>Its JSON form is read and written by {@link EventJson}. A new field is one more component
 * here, and required unless it is an {@link OptionalField}.
 *
 * @param message what the event says
 * @param time when the event happened, in milliseconds since the epoch
 */
public record Event(String message, long time) {}
