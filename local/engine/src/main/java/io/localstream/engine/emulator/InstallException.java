package io.localstream.engine.emulator;

/** A Python program cannot be installed. The message is a clause that says why and what to do. */
final class InstallException extends Exception {
  private static final long serialVersionUID = 1L;

  InstallException(String message) {
    super(message);
  }

  InstallException(String message, Throwable cause) {
    super(message, cause);
  }
}
