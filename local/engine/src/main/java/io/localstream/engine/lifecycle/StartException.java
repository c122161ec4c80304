package io.localstream.engine.lifecycle;

/** The local run cannot start. The message tells the user what is wrong, where, and what to do. */
public class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartException(String message) {
    super(message);
  }

  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
