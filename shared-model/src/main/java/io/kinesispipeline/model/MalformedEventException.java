package io.kinesispipeline.model;

/** Data that is not the JSON form of an {@link Event}: no retry can make it one. */
public final class MalformedEventException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong with the data.
   *
   * @param message what is wrong, naming the field where it is one
   * @param cause what the parser met
   */
  public MalformedEventException(String message, Throwable cause) {
    super(message, cause);
  }
}
