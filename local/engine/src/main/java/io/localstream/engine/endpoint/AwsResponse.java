package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A response of an AWS API.
 *
 * @param headers additional headers
 */
record AwsResponse(int status, String contentType, Body body, Map<String, String> headers) {
  AwsResponse(int status, String contentType, byte[] body, Map<String, String> headers) {
    this(status, contentType, Body.of(BodyFormat.of(contentType), body), headers);
  }

  AwsResponse(int status, String contentType, byte[] body) {
    this(status, contentType, body, Map.of());
  }

  /** Returns a successful response without content. */
  static AwsResponse empty(BodyFormat format) {
    return new AwsResponse(200, format.contentType(), new byte[0]);
  }

  /** Returns the response for an error, in the form of the JSON and CBOR protocols. */
  static AwsResponse of(AwsError error, BodyFormat format) {
    ObjectNode body =
        format.object().put("__type", error.code()).put("message", error.getMessage());
    return new AwsResponse(
        error.status(),
        format.contentType(),
        Body.of(format, body),
        Map.of("x-amzn-ErrorType", error.code()));
  }

  byte[] bytes() {
    return body.bytes();
  }

  boolean succeeded() {
    return status == 200;
  }

  ObjectNode read() {
    return body.content();
  }
}
