package io.kinesispipeline.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * A line that is one JSON object, with the timestamp and level that Lambda reads. Without them
 * Lambda would assume level INFO and the time at which it received the line. Closing writes the
 * line.
 */
final class JsonLine implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();

  /** Shorter texts always fit in the line, so they are not measured. */
  private static final int SHORT_TEXT = 1024;

  /** Quotes, comma and colon of a field, and the end of the line. */
  private static final int PUNCTUATION_BYTES = 8;

  private final Telemetry telemetry;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
  private final JsonGenerator json;

  JsonLine(Telemetry telemetry, long time, LogLevel level, String requestId) throws IOException {
    this.telemetry = telemetry;
    json = JSON.createGenerator(bytes);
    json.writeStartObject();
    json.writeStringField("timestamp", Rfc3339.format(time));
    json.writeStringField("level", level.name());
    json.writeStringField("AWSRequestId", requestId);
  }

  /** Returns the generator for the other fields of the line. */
  JsonGenerator json() {
    return json;
  }

  /**
   * Writes a text, truncated if the line would become too long.
   *
   * @param name the field's name
   * @param value the text
   * @param kept the number of bytes to reserve for the fields after it
   */
  void text(String name, String value, int kept) throws IOException {
    if (value.length() <= SHORT_TEXT) {
      json.writeStringField(name, value);
      return;
    }
    json.flush();
    int left = LineLimit.MAX_BYTES - bytes.size() - name.length() - PUNCTUATION_BYTES - kept;
    json.writeStringField(name, LineLimit.cut(value, left, true));
  }

  @Override
  public void close() throws IOException {
    json.writeEndObject();
    json.close();
    bytes.write('\n');
    bytes.writeTo(telemetry.output());
  }
}
