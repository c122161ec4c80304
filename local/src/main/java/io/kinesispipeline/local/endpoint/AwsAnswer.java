package io.kinesispipeline.local.endpoint;

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
}
