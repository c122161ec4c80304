package io.kinesispipeline.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The event that the producer puts on the stream and the consumer processes.
 *
 * <p>Its JSON form is read and written by {@link EventJson}. A new field is one more component
 * here: required unless its annotation says otherwise.
 *
 * @param message what the event says
 * @param time when the event happened, in milliseconds since the epoch
 */
public record Event(
    @JsonProperty(required = true) String message, @JsonProperty(required = true) long time) {}
