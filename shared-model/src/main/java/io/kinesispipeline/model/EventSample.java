package io.kinesispipeline.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.RecordComponent;

/** An event that says nothing, for code that is only to be loaded. */
public final class EventSample {
  private EventSample() {}

  /**
   * Makes the JSON form of an event whose texts are empty and whose numbers are 0, whatever
   * components it has. One of another type is left out, and the event is malformed then.
   *
   * @return the event, in UTF-8
   */
  public static byte[] json() {
    StringBuilder json = new StringBuilder("{");
    for (RecordComponent component : Event.class.getRecordComponents()) {
      String value = value(component.getType());
      if (value != null) {
        json.append(json.length() > 1 ? "," : "");
        json.append('"').append(component.getName()).append("\":").append(value);
      }
    }
    return json.append('}').toString().getBytes(UTF_8);
  }

  private static String value(Class<?> type) {
    if (type == String.class) {
      return "\"\"";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "false";
    }
    return type.isPrimitive() || Number.class.isAssignableFrom(type) ? "0" : null;
  }
}
