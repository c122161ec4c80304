package io.localstream.engine.endpoint;

/** An AWS API's error, thrown where a request cannot be done and answered in the API's format. */
final class AwsError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  AwsError(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** Refuses a call in the words of access control. */
  static void throwAccessDenied(String message) {
    throw new AwsError(400, "AccessDeniedException", message);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
