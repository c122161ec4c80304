package io.localstream.engine.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The body of a request, up to a limit.
 *
 * @param bytes the body; empty if it is too large
 * @param length the length in bytes
 * @param limit the maximum length in bytes
 */
public record RequestBody(byte[] bytes, long length, int limit) {
  /** The maximum of any limit, in bytes. */
  public static final int MAX_BUFFERED = 16 << 20;

  /**
   * Reads a body to its end, because a client does not read the response while it sends. Discards
   * the part above the limit.
   *
   * @param limit the maximum length in bytes, {@link #MAX_BUFFERED} or less
   * @throws IOException if the client closes the connection
   */
  public static RequestBody read(HttpExchange exchange, int limit) throws IOException {
    if (limit > MAX_BUFFERED) {
      throw new IllegalArgumentException(
          "limit must be %d or less, was %d".formatted(MAX_BUFFERED, limit));
    }
    try (InputStream body = exchange.getRequestBody()) {
      byte[] bytes = body.readNBytes(limit);
      long more = body.transferTo(OutputStream.nullOutputStream());
      return new RequestBody(more == 0 ? bytes : new byte[0], bytes.length + more, limit);
    }
  }

  /** Returns whether the body exceeds the limit. */
  public boolean tooLarge() {
    return length > limit;
  }
}
