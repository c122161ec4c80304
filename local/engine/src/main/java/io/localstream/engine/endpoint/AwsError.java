package io.localstream.engine.endpoint;

/** An error of an AWS API, which becomes the response in the format of the API. */
final class AwsError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  AwsError(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

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
