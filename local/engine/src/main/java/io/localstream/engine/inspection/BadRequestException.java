package io.localstream.engine.inspection;

/** A request that can't be answered, with what is wrong with it. */
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

  /** The HTTP status. */
  int status() {
    return status;
  }
}
