package io.localstream.engine.endpoint;

/** Receives the calls that were forwarded to other services. Several threads call it. */
@FunctionalInterface
public interface ServiceCallListener {
  /**
   * A call got a response.
   *
   * @param accessKeyId identifies the caller
   * @param service the service as in actions, for example {@code dynamodb}
   * @param status the HTTP status of the response
   */
  void called(String accessKeyId, String service, int status);
}
