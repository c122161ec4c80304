package io.localstream.replay;

/** A command cannot continue. The message says what is wrong, where, and what to do. */
final class ReplayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReplayException(String message) {
    super(message);
  }

  ReplayException(String message, Throwable cause) {
    super(message, cause);
  }
}
