package io.kinesispipeline.producer;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.time.Instant;

/**
 * What the producer was invoked by: a <a
 * href="https://docs.aws.amazon.com/eventbridge/latest/ref/events-structure.html">scheduled
 * event</a>, or somebody by hand.
 *
 * @param id the event's id; the same when Lambda retries the invocation
 * @param time when the event was due
 */
public record Trigger(String id, Instant time) {
  /**
   * Takes {@code id} and {@code time} of an invocation's event.
   *
   * @param event a scheduled event, or one without fields for {@code {}}
   * @param fallback what stands in for a missing id or time
   * @throws IllegalArgumentException when there is no event
   */
  static Trigger of(ScheduledEvent event, Trigger fallback) {
    if (event == null) {
      throw new IllegalArgumentException(
          "the invocation's input is neither a scheduled event nor {}: expected a JSON object, found null");
    }
    return new Trigger(
        event.getId() == null ? fallback.id : event.getId(),
        event.getTime() == null
            ? fallback.time
            : Instant.ofEpochMilli(event.getTime().getMillis()));
  }
}
