package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The body of a request or of its response. It is parsed and written once at most, when that is
 * first asked for. For one thread at a time.
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

  /** The content, not to be changed once the bytes are used. */
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
