package io.localstream.benchmarks.floor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Reads and writes one event with Jackson's mapper, the minimum that a consumer of JSON does. */
public final class MappingHandler implements RequestStreamHandler {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final byte[] EVENT =
      "{\"message\":\"Hello\",\"time\":1748864964227}".getBytes(US_ASCII);

  /**
   * The event that the producer sends.
   *
   * @param message the text of the event
   * @param time the time of the event, in milliseconds since the epoch
   */
  record Event(String message, long time) {}

  /** Called by Lambda. */
  public MappingHandler() {}

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    input.readAllBytes();
    output.write(MAPPER.writeValueAsBytes(MAPPER.readValue(EVENT, Event.class)));
  }
}
