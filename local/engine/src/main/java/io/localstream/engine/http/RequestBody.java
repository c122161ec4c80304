package io.localstream.engine.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The body of a request, up to a limit.
 *
 * @param bytes the body; empty where it is too large
 * @param length its length in bytes
 * @param limit the most bytes that it may have
 */
public record RequestBody(byte[] bytes, long length, int limit) {
  /** No more of a body is ever held in memory, in bytes. */
  public static final int MAX_BUFFERED = 16 << 20;

  /**
   * Reads a body to its end. The part of it above the limit is thrown away: a client reads no
   * answer while it sends.
   *
   * @param exchange the request
   * @param limit the most bytes that the body may have, {@link #MAX_BUFFERED} or less
   * @return the body
   * @throws IOException when the client breaks off
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

  /** Returns whether it is larger than it may be. */
  public boolean tooLarge() {
    return length > limit;
  }
}
