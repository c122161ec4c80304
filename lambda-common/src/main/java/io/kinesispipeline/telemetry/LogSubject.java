package io.kinesispipeline.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** The subject of a log line, such as a record. */
@FunctionalInterface
public interface LogSubject {
  /**
   * Writes the fields of a JSON line that identify the subject.
   *
   * @param line the line to write the fields to
   * @throws IOException if the line cannot be written
   */
  void describe(JsonGenerator line) throws IOException;
}
