package io.kinesispipeline.producer;

import io.kinesispipeline.model.Event;

/**
 * Generates events with the message "Hello" and the trigger's time, so a retry generates the same
 * events.
 */
final class HelloGenerator implements EventGenerator {
  @Override
  public Event generate(Trigger trigger, int index) {
    return new Event("Hello", trigger.time().toEpochMilli());
  }
}
