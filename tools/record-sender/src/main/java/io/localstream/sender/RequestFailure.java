package io.localstream.sender;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.KmsThrottlingException;

/** Classifies the exception of a request that failed as a whole. */
final class RequestFailure {
  private static final int SERVER_ERROR = 500;

  private RequestFailure() {}

  /**
   * Returns whether a retry can succeed: after throttling, a server error, a broken connection or a
   * timeout. It cannot succeed if the request is not valid or not allowed.
   */
  static boolean mayPass(SdkException e) {
    return e instanceof AwsServiceException service
        ? mayPass(service)
        : e.retryable() || e instanceof ApiCallTimeoutException || brokenConnection(e).isPresent();
  }

  /** Returns the service's error code, or the type of the exception if there was no response. */
  static String code(SdkException e) {
    if (e instanceof AwsServiceException service) {
      return service.awsErrorDetails() != null && service.awsErrorDetails().errorCode() != null
          ? service.awsErrorDetails().errorCode()
          : "HTTP status " + service.statusCode();
    }
    return brokenConnection(e).map(Throwable::getClass).orElse(e.getClass()).getSimpleName();
  }

  /** The SDK does not treat the error code of a throttled KMS key as throttling. */
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
