package io.kinesispipeline.model;

/**
 * A sample event for priming: its texts are empty and its numbers are 0. The sample of a sealed
 * interface is one of its first permitted type.
 *
 * <p>If this class cannot create your event, for example because its constructor rejects an empty
 * text, declare a method {@code static Event sample()} in it, which is called instead. The same
 * applies to each type that an event contains. A test fails if you need to do so.
 */
public final class EventSample {
  private EventSample() {}

  /**
   * Creates the sample.
   *
   * @return a new event
   * @throws IllegalStateException if it cannot be created; the message says why, and what to do
   */
  public static Event event() {
    return SampleFactory.make(Event.class);
  }

  /**
   * Creates the JSON form of the sample.
   *
   * @return the JSON form, in UTF-8
   * @throws IllegalStateException if the event cannot be created; the message says why, and what to
   *     do
   */
  public static byte[] json() {
    return EventJson.write(event());
  }
}
