package io.kinesispipeline.model;

/**
 * Data that is not the JSON form of an {@link Event}: no retry can make it one. It has neither a
 * cause nor a stack trace: what a parser says of data quotes it.
 */
public final class MalformedEventException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong with the data.
   *
   * @param message what is wrong, naming the field where it is one
   */
  public MalformedEventException(String message) {
    super(message, null, false, false);
  }
}
