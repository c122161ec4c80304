package io.kinesispipeline.model;

/**
 * An event that says nothing, for code that is only to be loaded: its texts are empty and its
 * numbers are 0. Of a sealed interface it is the first of its permitted types.
 *
 * <p>An event that this class can't make, such as one whose constructor refuses an empty text,
 * declares a method {@code static Event sample()}, which is called instead. The same goes for each
 * type that an event contains. A test says when that is needed.
 */
public final class EventSample {
  private EventSample() {}

  /**
   * Makes the event.
   *
   * @return a new event
   * @throws IllegalStateException when it can't be made; the message says why, and what to do
   */
  public static Event event() {
    return SampleFactory.make(Event.class);
  }

  /**
   * Makes the event's JSON form.
   *
   * @return the JSON form, in UTF-8
   * @throws IllegalStateException when the event can't be made; the message says why, and what to
   *     do
   */
  public static byte[] json() {
    return EventJson.write(event());
  }
}
