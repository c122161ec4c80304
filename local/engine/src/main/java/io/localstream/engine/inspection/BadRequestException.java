package io.localstream.engine.inspection;

/** A request is wrong, or cannot be fulfilled. The message says why. */
public final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;

  /**
   * @param status the HTTP status, 400 to 599
   * @param message what is wrong, and what to do
   */
  public BadRequestException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** Returns the HTTP status. */
  int status() {
    return status;
  }
}
