package io.kinesispipeline.local.log;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The logs of all functions in one file, one event a line, whatever a function printed: {@code
 * timestamp} in epoch milliseconds, {@code logGroup}, {@code logStream}, and {@code message}, which
 * is an object where the function or Lambda wrote one, and otherwise a text.
 */
public final class LogFile implements AutoCloseable {
  private final JsonLinesFile file;

  /**
   * Makes the file, in place of the one that is there.
   *
   * @param path where
   * @throws io.kinesispipeline.local.StartException where no file can be made
   */
  public LogFile(Path path) {
    this.file = JsonLinesFile.create(path);
  }

  /**
   * Appends an event.
   *
   * @param event the event
   */
  public void write(LogEvent event) {
    ObjectNode line =
        JsonNodeFactory.instance
            .objectNode()
            .put("timestamp", event.time().toEpochMilli())
            .put("logGroup", event.function().logging().group())
            .put("logStream", event.stream());
    if (event.object().isPresent() && event.message().indexOf('\r') < 0) {
      // As it was written: a number of many digits keeps them.
      line.putRawValue("message", new RawValue(event.message()));
    } else {
      event
          .object()
          .ifPresentOrElse(
              object -> line.set("message", object), () -> line.put("message", event.message()));
    }
    file.write(line);
  }

  /**
   * Closes the file.
   *
   * @throws IOException where not all could be written
   */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
