package io.localstream.sender;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.KmsThrottlingException;

/** What a request that failed as a whole means. */
final class RequestFailure {
  private static final int SERVER_ERROR = 500;

  private RequestFailure() {}

  /**
   * Whether the same request may succeed later: after throttling, a server's error, a broken
   * connection, an answer that did not come in time. A request that is wrong, or not allowed, stays
   * so.
   */
  static boolean mayPass(SdkException e) {
    return e instanceof AwsServiceException service
        ? mayPass(service)
        : e.retryable() || e instanceof ApiCallTimeoutException || brokenConnection(e).isPresent();
  }

  /** The service's error code, or the kind of exception where the service did not answer. */
  static String code(SdkException e) {
    if (e instanceof AwsServiceException service) {
      return service.awsErrorDetails() != null && service.awsErrorDetails().errorCode() != null
          ? service.awsErrorDetails().errorCode()
          : "HTTP status " + service.statusCode();
    }
    return brokenConnection(e).map(Throwable::getClass).orElse(e.getClass()).getSimpleName();
  }

  /** The throttling of the stream's KMS key comes under a code that the SDK does not know. */
  private static boolean mayPass(AwsServiceException e) {
    return e.statusCode() >= SERVER_ERROR
        || e.isThrottlingException()
        || e.isClockSkewException()
        || e instanceof KmsThrottlingException;
  }

  private static Optional<Throwable> brokenConnection(SdkException e) {
    return Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
        .filter(IOException.class::isInstance)
        .findFirst();
  }
}
