package io.kinesispipeline.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** What a line is about, such as a record. */
@FunctionalInterface
public interface LogSubject {
  /**
   * Writes what identifies it, as fields of a JSON line.
   *
   * @param line takes the fields
   * @throws IOException when the line fails
   */
  void describe(JsonGenerator line) throws IOException;
}
