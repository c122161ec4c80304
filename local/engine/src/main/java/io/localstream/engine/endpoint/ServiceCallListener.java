package io.localstream.engine.endpoint;

/** Is told of the calls that were forwarded to other services. Several threads call it. */
@FunctionalInterface
public interface ServiceCallListener {
  /**
   * A call was answered.
   *
   * @param accessKeyId identifies the caller
   * @param service the service as in actions, for example {@code dynamodb}
   * @param status the HTTP status of the answer
   */
  void called(String accessKeyId, String service, int status);
}
