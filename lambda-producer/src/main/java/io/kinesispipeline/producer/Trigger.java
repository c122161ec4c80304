package io.kinesispipeline.producer;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.time.Instant;

/**
 * The trigger of an invocation: a <a
 * href="https://docs.aws.amazon.com/eventbridge/latest/ref/events-structure.html">scheduled
 * event</a>, or a manual invocation.
 *
 * @param id the ID of the event, which is the same when Lambda retries the invocation
 * @param time the scheduled time
 */
public record Trigger(String id, Instant time) {
  /**
   * Reads {@code id} and {@code time} of an invocation's event.
   *
   * @param event a scheduled event, or an empty one for {@code {}}
   * @param fallback replaces a missing ID or time
   * @throws IllegalArgumentException if there is no event
   */
  static Trigger of(ScheduledEvent event, Trigger fallback) {
    if (event == null) {
      throw new IllegalArgumentException(
          "the invocation's input is neither a scheduled event nor {}: expected a JSON object,"
              + " found null");
    }
    return new Trigger(
        event.getId() == null ? fallback.id : event.getId(),
        event.getTime() == null
            ? fallback.time
            : Instant.ofEpochMilli(event.getTime().getMillis()));
  }
}
