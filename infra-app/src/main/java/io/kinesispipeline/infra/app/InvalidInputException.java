package io.kinesispipeline.infra.app;

import java.util.List;

/** The errors that you must correct before the app can be synthesized. */
final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Reports all errors at once.
   *
   * @param problems one sentence each: what is wrong, where, and what to do
   */
  InvalidInputException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
  }
}
