package io.kinesispipeline.infra.app;

import java.util.List;

/** What a user has to mend before the app can be synthesized. */
final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Reports problems.
   *
   * @param problems one sentence each: what is wrong, where, and what to do
   */
  InvalidInputException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
  }
}
