package io.kinesispipeline.model;

/**
 * Thrown for data that is not the JSON form of an {@link Event}; a retry cannot succeed. It has no
 * cause and no stack trace, because a parser's messages quote the data.
 */
public final class MalformedEventException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what is wrong, with the field if there is one
   */
  public MalformedEventException(String message) {
    super(message, null, false, false);
  }
}
