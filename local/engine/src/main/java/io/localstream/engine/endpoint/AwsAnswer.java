package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * An answer to a request.
 *
 * @param status the HTTP status
 * @param contentType the body's content type
 * @param body the body
 * @param headers beyond those that each answer has
 */
record AwsAnswer(int status, String contentType, byte[] body, Map<String, String> headers) {
  AwsAnswer(int status, String contentType, byte[] body) {
    this(status, contentType, body, Map.of());
  }

  boolean succeeded() {
    return status == 200;
  }

  ObjectNode read() {
    return Wire.of(contentType).read(body);
  }
}
