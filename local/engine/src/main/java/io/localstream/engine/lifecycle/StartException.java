package io.localstream.engine.lifecycle;

/**
 * The local run cannot start or go on. The message is a sentence for the person who started it:
 * what is wrong, where, and what to do.
 */
public class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, where, and what to do
   */
  public StartException(String message) {
    super(message);
  }

  /**
   * @param message what is wrong, where, and what to do
   * @param cause what brought it up
   */
  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
