package io.kinesispipeline.model;

/**
 * The event that the producer sends and the consumer processes.
 *
 * <p>{@link EventJson} reads and writes its JSON form. To add a field, add a component here; it is
 * required unless it is an {@link OptionalField}.
 *
 * @param message the text of the event
 * @param time the time of the event, in milliseconds since the epoch
 */
public record Event(String message, long time) {}
