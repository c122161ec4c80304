package io.kinesispipeline.local.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An answer to a request.
 *
 * @param status the HTTP status
 * @param contentType the body's content type
 * @param body the body
 */
record AwsAnswer(int status, String contentType, byte[] body) {
  boolean succeeded() {
    return status == 200;
  }

  ObjectNode read() {
    return Wire.of(contentType).read(body);
  }
}
