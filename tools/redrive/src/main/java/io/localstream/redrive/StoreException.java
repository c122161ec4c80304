package io.localstream.redrive;

/** Thrown if a bucket or folder cannot be read or written. */
final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
