package io.localstream.engine.fault;

import java.util.Optional;

/**
 * The error that a call to a service gets instead of its response.
 *
 * @param status the HTTP status
 * @param code the error code of the service
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">Errors
 *     of DynamoDB</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Errors of
 *     S3</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html">Errors
 *     of SQS</a>
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html">Errors of SNS</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/CommonErrors.html">Errors
 *     of Secrets Manager</a>
 */
public record ServiceFault(int status, String code) {
  private static final ServiceFault OUTAGE = new ServiceFault(503, "ServiceUnavailable");

  /** Returns the error of a kind of fault; nothing if the kind is not a fault of these services. */
  static Optional<ServiceFault> of(FaultKind kind) {
    return Optional.ofNullable(
        switch (kind) {
          case DYNAMODB_OUTAGE, S3_OUTAGE, SQS_OUTAGE, SNS_OUTAGE, SECRETSMANAGER_OUTAGE -> OUTAGE;
          case DYNAMODB_ERROR -> new ServiceFault(500, "InternalServerError");
          case S3_ERROR -> new ServiceFault(500, "InternalError");
          case SQS_ERROR -> new ServiceFault(500, "InternalFailure");
          case SNS_ERROR -> new ServiceFault(500, "InternalError");
          case SECRETSMANAGER_ERROR -> new ServiceFault(500, "InternalServiceError");
          case DYNAMODB_THROTTLE -> new ServiceFault(400, "ProvisionedThroughputExceededException");
          case S3_THROTTLE -> new ServiceFault(503, "SlowDown");
          case SQS_THROTTLE -> new ServiceFault(400, "RequestThrottled");
          case SNS_THROTTLE -> new ServiceFault(429, "Throttled");
          case SECRETSMANAGER_THROTTLE -> new ServiceFault(400, "ThrottlingException");
          default -> null;
        });
  }
}
