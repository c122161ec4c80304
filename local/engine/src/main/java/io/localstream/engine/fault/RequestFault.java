package io.localstream.engine.fault;

/**
 * A fault that is injected into a Kinesis request.
 *
 * @see <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/CommonErrors.html">Common
 *     errors</a>
 */
public enum RequestFault {
  OUTAGE(503, "ServiceUnavailable"),
  ERROR(500, "InternalFailure");

  private final int status;
  private final String code;

  RequestFault(int status, String code) {
    this.status = status;
    this.code = code;
  }

  /** Returns the HTTP status of the response. */
  public int status() {
    return status;
  }

  /** Returns AWS's error code in the response. */
  public String code() {
    return code;
  }
}
