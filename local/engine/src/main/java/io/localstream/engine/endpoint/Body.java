package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The body of a request or a response. It is parsed or written when it is first needed, and at most
 * once. Not thread-safe.
 */
final class Body {
  private final BodyFormat format;
  private byte[] bytes;
  private ObjectNode content;

  private Body(BodyFormat format, byte[] bytes, ObjectNode content) {
    this.format = format;
    this.bytes = bytes;
    this.content = content;
  }

  static Body of(BodyFormat format, byte[] bytes) {
    return new Body(format, bytes, null);
  }

  static Body of(BodyFormat format, ObjectNode content) {
    return new Body(format, null, content);
  }

  /** Returns the content. Do not change it after the bytes have been used. */
  ObjectNode content() {
    if (content == null) {
      content = format.read(bytes);
    }
    return content;
  }

  byte[] bytes() {
    if (bytes == null) {
      bytes = format.write(content);
    }
    return bytes;
  }
}
