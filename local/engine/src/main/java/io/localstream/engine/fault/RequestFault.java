package io.localstream.engine.fault;

/**
 * What becomes of a request to Kinesis in place of its answer.
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

  /** The HTTP status that it is answered with. */
  public int status() {
    return status;
  }

  /** AWS's error code that it is answered with. */
  public String code() {
    return code;
  }
}
